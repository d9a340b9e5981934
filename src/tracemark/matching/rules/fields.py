"""What a maker, model, calibre, type, country, year or import mark adds to or takes from a match.

Each is a log-likelihood ratio: P(what was read | this weapon) over P(what was read | any weapon), so a rare agreement
weighs more. A missing value weighs nothing; a disagreement lowers, and never excludes.
"""

from typing import NamedTuple

from tracemark.matching.rules.description import AS_TYPED, Description, imports_text
from tracemark.matching.rules.evidence import CODED, FIELDS, share_an_import, year_number
from tracemark.matching.rules.rows import reading_of, text_of, texts_of
from tracemark.matching.rules.weighing import IMPORTS, YEAR, Weigher

AGREES = "agrees"
NEAR = "near"
DIFFERS = "differs"
MIN_MODEL = 2
YEARS_APART = 1


class Weight(NamedTuple):
    """What one field says. ``weight`` in natural logarithms; ``one_in`` how rare the value is (1 in so many)."""

    field: str
    verdict: str
    weight: float
    read: str
    recorded: str
    one_in: int = 0


def compare_fields(read: Description, recorded: Description) -> list[tuple[str, str]]:
    """Every field that both sides have, with its verdict."""
    mine, theirs = texts_of(read), texts_of(recorded)
    found = [
        (name, _verdict(name, mine[name], theirs[name], read, recorded))
        for name in CODED
        if mine[name] and theirs[name]
    ]
    if read.year and recorded.year:
        found.append(("year", AGREES if abs(read.year - recorded.year) <= YEARS_APART else DIFFERS))
    if read.imports and recorded.imports:
        found.append(("import", AGREES if share_an_import(mine["imports"], theirs["imports"]) else DIFFERS))
    return found


def weigh_fields(read: Description, recorded: Description, weigher: Weigher) -> list[Weight]:
    """Weigh every field that both sides have; ``weigher`` was asked ``read`` last."""
    return [
        _WEIGH[name](name, verdict, read, recorded, weigher)
        for name, verdict in compare_fields(read, recorded)
    ]


def _plain(name: str, verdict: str, read: Description, recorded: Description, weigher: Weigher) -> Weight:
    mine, theirs = text_of(read, name), text_of(recorded, name)
    stretch = weigher.stretch(FIELDS.index(name))
    number = weigher.values_of(name).number(theirs)
    chance = (
        float(stretch[number])
        if number
        else weigher.chance_of(name, theirs, reading_of(read, None), recorded.calibre_group)
    )
    one_in = round(1 / weigher.counted(name).share(mine)) if verdict == AGREES else 0
    shown = _shown(name, read), _shown(name, recorded)
    return Weight(name, verdict, chance - float(stretch[0]), *shown, one_in)


def _verdict(name: str, mine: str, theirs: str, read: Description, recorded: Description) -> str:
    if mine == theirs:
        return AGREES
    if name == "calibre" and read.calibre_group and read.calibre_group == recorded.calibre_group:
        return NEAR if read.calibre and recorded.calibre else AGREES
    shorter, longer = sorted((mine, theirs), key=len)
    if name == "model" and len(shorter) >= MIN_MODEL and longer.startswith(shorter):
        return NEAR
    is_typed = read.make.startswith(AS_TYPED) or recorded.make.startswith(AS_TYPED)
    return NEAR if name == "make" and is_typed else DIFFERS


def _shown(name: str, side: Description) -> str:
    """A value as it is told: a calibre of which only the group is known by it."""
    return side.calibre or side.calibre_group if name == "calibre" else str(getattr(side, name))


def _year(name: str, verdict: str, read: Description, recorded: Description, weigher: Weigher) -> Weight:
    """Within a year is agreement: a mark shows the year of making, a list often that of delivery."""
    stretch, mine = weigher.stretch(YEAR), year_number(read.year)
    share = float(weigher.statistics.year_shares[mine - 1]) if mine else 0.0
    one_in = round(1 / share) if verdict == AGREES and share else 0
    said = float(stretch[year_number(recorded.year)] - stretch[0])
    return Weight(name, verdict, said, str(read.year), str(recorded.year), one_in)


def _imports(name: str, verdict: str, read: Description, recorded: Description, weigher: Weigher) -> Weight:
    """Import marks: one that agrees says much; others may have been added since, so difference says little."""
    theirs = imports_text(recorded.imports)
    stretch = weigher.stretch(IMPORTS)
    number = weigher.values_of("imports").number(theirs)
    chance = (
        float(stretch[number]) if number else weigher.chance_of("imports", theirs, reading_of(read, None))
    )
    return Weight(name, verdict, chance - float(stretch[0]), imports_text(read.imports), theirs)


_WEIGH = {**dict.fromkeys(CODED, _plain), "year": _year, "import": _imports}
