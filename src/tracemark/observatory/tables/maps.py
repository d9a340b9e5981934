"""Maps with their tables: a statistic State by State, and who reports."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from tracemark.observatory.queries.maps import Reporting, StateMap
from tracemark.observatory.rules.counting import Point
from tracemark.observatory.rules.drawing.looks import NO_DATA, Step, step_of, steps_of
from tracemark.observatory.rules.drawing.map import Key, Place, draw_map
from tracemark.observatory.rules.drawing.world import Tile, regions_of, tiles_of
from tracemark.observatory.rules.facts import World
from tracemark.observatory.tables.chart import (
    Chart,
    frame_of,
    name_of_region,
    name_of_state,
    statistic_title,
    years_text,
)
from tracemark.observatory.tables.links import Links
from tracemark.observatory.tables.sheet import Sheet, columns, count_value, text_value, year_value
from tracemark.ui.words import word

SIDES = ("counted", "blank", "withheld", "not_asked", "others")
"""In the order in which a State is put on one: who left a blank stands in the base of all reports as well."""
NO_REPORT = "no_report"
LOOK_OF = {NO_REPORT: NO_DATA}
MAP_COLUMNS = columns("state", "name", "region", "side", "number", numbers=("number",))
REPORTING_COLUMNS = columns("state", "name", "region", "reporting", "last_cycle", "cycles")
REPORTING = ("kept", "new", "stopped", NO_DATA)


def map_chart(
    found: StateMap, tiles: Sequence[Tile], links: Links, *, world: World, region: str = ""
) -> Chart:
    """A statistic State by State: sides of the number as colours with signs, or steps of numbers."""
    shown = tiles_of(tiles, region)
    steps = steps_of([Decimal(number) for number in found.numbers.values()])
    title = word("map_title", statistic=statistic_title(found.statistic.code), years=years_text(found.year))
    sides = {tile.state: side_of(tile.state, found.point) for tile in shown}
    places, rows = {}, []
    for tile in shown:
        side, number = sides[tile.state], found.numbers.get(tile.state)
        look = step_of(steps, Decimal(number)) if number is not None else LOOK_OF.get(side, side)
        name, words = name_of_state(tile.state), word(f"side_{side}")
        label = f"{name}: {words}" if number is None else f"{name}: {count_value(number).text}"
        answers = "" if side == NO_REPORT else links.one(found.statistic.code, found.year, tile.state, side)
        places[tile.state] = Place(look, label, answers or links.state(tile.state))
        rows.append(
            (
                text_value(tile.state),
                text_value(name, address=links.state(tile.state)),
                text_value(tile.region, name_of_region(tile.region)),
                text_value(side, words, answers),
                count_value(number),
            )
        )
    used = {place.css_class for place in places.values()}
    keys = [
        *_step_keys(steps),
        *(Key(LOOK_OF.get(one, one), word(f"side_{one}")) for one in (*SIDES, NO_REPORT)),
    ]
    sheet = Sheet(f"{found.statistic.code}-{found.year}-map", title, MAP_COLUMNS, tuple(rows))
    wanted = [key for key in keys if key.css_class in used]
    headings = _headings(shown, lambda one: links.map(found.statistic.code, found.year, one))
    return _map(sheet, shown, places, wanted, headings, world)


def side_of(state: str, point: Point) -> str:
    """On which side of a number a State is."""
    return next((side for side in SIDES if state in getattr(point, side)), NO_REPORT)


def reporting_chart(found: Reporting, tiles: Sequence[Tile], links: Links, *, world: World) -> Chart:
    """Who reported for a cycle, who stopped, and who never did."""
    title = word("reporting_title", years=years_text(found.year))
    looks = {**dict.fromkeys(found.kept, "kept"), **dict.fromkeys(found.began, "new")}
    looks |= dict.fromkeys(found.stopped, "stopped")
    places, rows = {}, []
    for tile in tiles:
        look = looks.get(tile.state, NO_DATA)
        words, name = word(f"reporting_{look}"), name_of_state(tile.state)
        places[tile.state] = Place(look, f"{name}: {words}", links.state(tile.state))
        times = found.times.get(tile.state, ())
        rows.append(
            (
                text_value(tile.state),
                text_value(name, address=links.state(tile.state)),
                text_value(tile.region, name_of_region(tile.region)),
                text_value(look, words),
                year_value(times[-1] if times else None),
                text_value(" ".join(map(str, times))),
            )
        )
    order = {look: at for at, look in enumerate(("stopped", "new", "kept", NO_DATA))}
    rows.sort(key=lambda row: (order[str(row[3].raw)], -int(row[4].raw or 0), row[1].text))
    sheet = Sheet(f"reporting-{found.year}", title, REPORTING_COLUMNS, tuple(rows))
    used = {place.css_class for place in places.values()}
    keys = [Key(look, word(f"reporting_{look}")) for look in REPORTING if look in used]
    return _map(sheet, tiles, places, keys, _headings(tiles, lambda one: ""), world)


def map_notes(world: World) -> tuple[str, ...]:
    """What every map says below itself: about squares and borders, and about the world it shows."""
    if world is World.CONSTRUCTED:
        return (word("world_constructed"), word("map_squares"))
    return (word("map_squares"), word("map_disclaimer"))


def _step_keys(steps: Sequence[Step]) -> list[Key]:
    texts = [(step.code, count_value(int(step.low)).text, count_value(int(step.high)).text) for step in steps]
    return [Key(code, low if low == high else f"{low} … {high}") for code, low, high in texts]


def _headings(tiles: Sequence[Tile], address_of: Callable[[str], str]) -> dict[str, tuple[str, str]]:
    return {region: (name_of_region(region), address_of(region)) for region in regions_of(tiles)}


def _map(
    sheet: Sheet,
    tiles: Sequence[Tile],
    places: Mapping[str, Place],
    keys: Sequence[Key],
    headings: Mapping[str, tuple[str, str]],
    world: World,
) -> Chart:
    counts = {key.label: sum(one.css_class == key.css_class for one in places.values()) for key in keys}
    description = "; ".join(f"{label}: {count_value(count).text}" for label, count in counts.items())
    frame = frame_of(sheet.title, description, sheet.name)
    notes = map_notes(world)
    counted = [Key(key.css_class, f"{key.label} ({count_value(counts[key.label]).text})") for key in keys]
    picture = draw_map(tiles, places, frame, headings=headings, keys=counted)
    saved = draw_map(tiles, places, frame, headings=headings, keys=counted, notes=(sheet.title, *notes))
    return Chart(sheet, picture, saved, notes)
