"""What a maker, model, calibre, type, country, year or import mark adds to or takes from a match.

Each is a log-likelihood ratio: P(what was read | this weapon) over P(what was read | a weapon outside the register).
The second is how common the value is there, so a rare agreement weighs more. A missing value weighs nothing; a
disagreement lowers, and never excludes.
"""

from math import log
from typing import NamedTuple

from tracemark.matching.rules.description import AS_TYPED, Description
from tracemark.matching.rules.model import Model
from tracemark.matching.rules.population import Population

AGREES = "agrees"
NEAR = "near"
DIFFERS = "differs"
CHANCE_OF_AN_IMPORT_MARK = 0.05
BESIDE_A_WRONG_MAKE = 0.5
MIN_MODEL = 2


class Weight(NamedTuple):
    """What one field says. ``weight`` in natural logarithms; ``one_in`` how rare the value is (1 in so many)."""

    field: str
    verdict: str
    weight: float
    read: str
    recorded: str
    one_in: int = 0


def weigh_fields(
    read: Description, recorded: Description, population: Population, model: Model
) -> list[Weight]:
    """Weigh every field that both sides have.

    Model, calibre and type are judged given the maker, so that what follows from the maker is not counted twice;
    and where the makers differ their own differences count half, since one mistake explains them together.
    """
    weights = [
        weight
        for weight in (
            _plain("make", (), model.wrong_make, read, recorded, population, model),
            _plain("model", (read.make,), model.wrong_model, read, recorded, population, model),
            _calibre(read, recorded, population, model),
            _plain("type", (read.make, read.model), model.wrong_type, read, recorded, population, model),
            _plain("country", (read.make,), model.wrong_country, read, recorded, population, model),
            _year(read, recorded, population, model),
            _imports(read, recorded, model),
        )
        if weight is not None
    ]
    if any(weight.field == "make" and weight.verdict == DIFFERS for weight in weights):
        return [_softened(weight) for weight in weights]
    return weights


def _softened(weight: Weight) -> Weight:
    if weight.verdict == DIFFERS and weight.field in ("model", "calibre", "type"):
        return weight._replace(weight=weight.weight * BESIDE_A_WRONG_MAKE)
    return weight


def _known(*context: str) -> tuple[str, ...]:
    """As much of a context as is known, from the widest."""
    kept: list[str] = []
    for value in context:
        if not value:
            break
        kept.append(value)
    return tuple(kept)


def _plain(
    name: str,
    context: tuple[str, ...],
    wrong: float,
    read: Description,
    recorded: Description,
    population: Population,
    model: Model,
) -> Weight | None:
    value, other = getattr(read, name), getattr(recorded, name)
    if not value or not other:
        return None
    if value != other and _is_open(name, value, other):
        return Weight(name, NEAR, 0.0, value, other)
    chance, general = _chances(name, value, context, wrong, population, model)
    if value == other:
        return Weight(
            name, AGREES, log((1 - wrong + wrong * general) / chance), value, other, round(1 / general)
        )
    return Weight(name, DIFFERS, log(wrong * general / chance), value, other)


def _is_open(name: str, value: str, other: str) -> bool:
    """Whether two different values may well be one: a maker that no table knows, a model and its variant."""
    if name == "make":
        return value.startswith(AS_TYPED) or other.startswith(AS_TYPED)
    shorter, longer = sorted((value, other), key=len)
    return name == "model" and len(shorter) >= MIN_MODEL and longer.startswith(shorter)


def _chances(
    name: str, value: str, context: tuple[str, ...], wrong: float, population: Population, model: Model
) -> tuple[float, float]:
    """P(value is read | a weapon outside the register, of this maker and model), and how common it is over all.

    What is read of such a weapon is wrong as often as of any other: without that an odd combination of maker and
    model would look like proof.
    """
    general = population.share(name, value, smoothing=model.smoothing)
    share = population.share(name, value, *_known(*context), smoothing=model.smoothing)
    return (1 - wrong) * share + wrong * general, general


def _calibre(read: Description, recorded: Description, population: Population, model: Model) -> Weight | None:
    """Exact where both are exact; else by the coarse group, which is all that "9 mm" says."""
    if read.calibre and read.calibre == recorded.calibre:
        return _plain(
            "calibre", (read.make, read.model), model.wrong_calibre, read, recorded, population, model
        )
    group, other = read.calibre_group, recorded.calibre_group
    if not group or not other:
        return _plain(
            "calibre", (read.make, read.model), model.wrong_calibre, read, recorded, population, model
        )
    shown = read.calibre or group, recorded.calibre or other
    if group != other:
        chance, general = _chances(
            "calibre_group", group, (read.make, read.model), model.wrong_calibre, population, model
        )
        return Weight("calibre", DIFFERS, log(model.wrong_calibre * general / chance), *shown)
    if read.calibre and recorded.calibre:
        return Weight("calibre", NEAR, log(model.near_calibre), *shown)
    chance, general = _chances(
        "calibre_group", group, (read.make, read.model), model.wrong_calibre, population, model
    )
    weight = log((1 - model.wrong_calibre + model.wrong_calibre * general) / chance)
    return Weight("calibre", AGREES, weight, *shown, round(1 / general))


def _year(read: Description, recorded: Description, population: Population, model: Model) -> Weight | None:
    """Within a year is agreement: a mark shows the year of making, a list often that of delivery."""
    if read.year is None or recorded.year is None:
        return None
    apart = abs(read.year - recorded.year)
    shown = str(read.year), str(recorded.year)
    if apart > 1:
        return Weight("year", DIFFERS, log(model.wrong_year), *shown)
    decade = population.share("year", str(read.year // 10), *_known(read.make), smoothing=model.smoothing)
    share = decade * 3 / 10
    return Weight(
        "year", AGREES, log((1 - model.wrong_year) / share + model.wrong_year), *shown, round(1 / share)
    )


def _imports(read: Description, recorded: Description, model: Model) -> Weight | None:
    """Import marks: one that agrees says much; others may have been added since, so difference says little."""
    if not read.imports or not recorded.imports:
        return None
    shown = tuple(
        ", ".join(f"{mark.country or ''} {mark.year or ''}".strip() for mark in side.imports)
        for side in (read, recorded)
    )
    if set(read.imports) & set(recorded.imports):
        weight = log((1 - model.wrong_import) / CHANCE_OF_AN_IMPORT_MARK + model.wrong_import)
        return Weight("import", AGREES, weight, shown[0], shown[1], round(1 / CHANCE_OF_AN_IMPORT_MARK))
    return Weight("import", DIFFERS, log(model.wrong_import), shown[0], shown[1])
