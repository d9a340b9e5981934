"""What is hidden in a table of persons cannot be found out by subtraction."""

from collections.abc import Iterator, Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracemark.figures.rules.suppression import TOTAL, Place, suppress, with_totals

PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))
"""A busy machine is no reason to fail."""

counts = st.dictionaries(
    st.tuples(st.sampled_from("FMXU"), st.sampled_from(["0-17", "18-29", "30-59", "60+"])),
    st.integers(0, 12),
    min_size=1,
)


def lines(cells: Mapping[Place, int | None]) -> Iterator[list[tuple[Place, int]]]:
    """Each row and column as places with the sign in which they add up to nothing."""
    for side in (0, 1):
        for name in dict.fromkeys(place[side] for place in cells):
            yield [(p, -1 if p[1 - side] == TOTAL else 1) for p in cells if p[side] == name]


def found_out(cells: Mapping[Place, int | None]) -> set[Place]:
    """What repeated subtraction finds: the one hidden cell of a line, again and again."""
    known = dict(cells)
    found: set[Place] = set()
    while True:
        news = [
            hidden[0]
            for line in lines(known)
            if len(hidden := [place for place, _ in line if known[place] is None]) == 1
        ]
        if not news:
            return found
        found.update(news)
        known.update(dict.fromkeys(news, 0))


@PATIENT
@given(counts)
def test_nothing_hidden_is_found_out_by_subtraction(table: dict[Place, int]) -> None:
    assert found_out(suppress(table).cells) == set()


@PATIENT
@given(counts)
def test_every_hidden_cell_could_be_another_number(table: dict[Place, int]) -> None:
    whole, done = with_totals(table), suppress(table)
    hidden = {place for place, count in done.cells.items() if count is None}
    for place in done.primary:
        assert any(len(ring) >= 4 for ring in rings(place, hidden)), place
    assert all(whole[place] > 0 for place in hidden)


def rings(place: Place, hidden: set[Place]) -> Iterator[set[Place]]:
    """A ring of hidden cells through ``place``: from its row to its column without using it."""
    ways = [((0, place[0]), frozenset({place}))]
    seen = {(0, place[0])}
    while ways:
        (side, name), path = ways.pop(0)
        for other in hidden - path:
            if other[side] != name or other == place:
                continue
            node = (1 - side, other[1 - side])
            if node == (1, place[1]):
                yield set(path | {other})
            if node not in seen:
                seen.add(node)
                ways.append((node, path | {other}))


@PATIENT
@given(counts)
def test_no_small_count_is_published(table: dict[Place, int]) -> None:
    assert not [count for count in suppress(table).cells.values() if count is not None and 0 < count < 5]


def test_a_table_without_small_counts_is_published_whole() -> None:
    table = {("F", "18-29"): 5, ("F", "60+"): 0, ("M", "18-29"): 40, ("M", "60+"): 6}
    assert suppress(table).cells == with_totals(table)


def test_one_small_count_takes_its_cheapest_neighbours_along() -> None:
    table = {("F", "a"): 2, ("F", "b"): 30, ("M", "a"): 20, ("M", "b"): 50, ("X", "a"): 6, ("X", "b"): 7}
    assert suppress(table).secondary == {("F", "b"), ("X", "a"), ("X", "b")}
