"""What the weapons of a register are like: the counts that say how surprising an agreement is.

Two things come from them: how rare a maker, model or calibre is, and how densely numbers of a form are used, which
is the chance that a weapon outside the register bears just the number that was read.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import log, prod
from types import MappingProxyType

from tracemark.matching.rules.description import Description
from tracemark.matching.rules.model import Model

LENGTHS = 8
MAX_SLIPS = 2
USUAL = 0.01
ALPHABET = 36
Context = tuple[str, ...]
Place = tuple[str, str]
"""Maker and model under which forms of numbers are counted; empty means all."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Numbers of one maker (or of all) by form: ``L`` a letter, ``D`` a digit; and characters by form and place."""

    total: int = 0
    forms: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, tuple[Mapping[str, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Counts over a register or a fair sample of it; ``size`` is the number of weapons in the whole register.

    ``values`` counts a field's values in a context, ``("model", "norinco")`` for one.
    """

    size: int
    sampled: int
    values: Mapping[Context, Mapping[str, int]]
    numbers: Mapping[Place, Forms]

    def share(self, name: str, value: str, *context: str, smoothing: float) -> float:
        """P(value of field ``name`` | context), each context smoothed with the next shorter one.

        Never 0: a value never seen has the chance of one more new value.
        """
        counts = self.values.get((name, *context), {})
        total = sum_of(counts)
        narrower = context[:-1]
        wider = self.share(name, value, *narrower, smoothing=smoothing) if context else 1 / (len(counts) + 1)
        return (counts.get(value, 0) + smoothing * wider) / (total + smoothing)


def sum_of(counts: Mapping[str, int]) -> int:
    """The total of counts (a `Counter` keeps none)."""
    return sum(counts.values())


def count_population(descriptions: Iterable[Description], size: int | None = None) -> Population:
    """Count a register, or a fair sample of one that holds ``size`` weapons."""
    values: dict[Context, Counter[str]] = defaultdict(Counter)
    serials: dict[Place, list[str]] = defaultdict(list)
    sampled = 0
    for description in descriptions:
        sampled += 1
        for context, value in _facts(description):
            values[context][value] += 1
        serial = description.serial
        if serial is not None and serial.text.isalnum():
            for place in _places_of(description.make, description.model):
                serials[place].append(serial.text)
    return Population(
        size=max(size or sampled, 1),
        sampled=sampled,
        values=MappingProxyType({key: MappingProxyType(dict(counts)) for key, counts in values.items()}),
        numbers=MappingProxyType({place: _forms(texts) for place, texts in serials.items()}),
    )


def _facts(description: Description) -> Iterable[tuple[Context, str]]:
    """Every value in every context it is asked for in."""
    make, model = description.make, description.model
    contexts = {"make": (), "model": (make,), "country": (make,), "year": (make,)}
    by_model = (make, model)
    given = {
        "make": make,
        "model": model,
        "calibre": description.calibre,
        "calibre_group": description.calibre_group,
        "type": description.type,
        "country": description.country,
        "year": str(description.year // 10) if description.year else "",
    }
    for name, value in given.items():
        if not value:
            continue
        context = contexts.get(name, by_model)
        for length in range(len(context) + 1):
            if all(context[:length]):
                yield (name, *context[:length]), value


def form_of(text: str) -> str:
    """The form of a number: ``AB1234`` has ``LLDDDD``; ``?`` stays."""
    return "".join("?" if c == "?" else "D" if c.isdigit() else "L" for c in text)


def _forms(texts: list[str]) -> Forms:
    by_form: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        by_form[form_of(text)].append(text)
    places = {
        form: tuple(Counter(text[place] for text in group) for place in range(len(form)))
        for form, group in by_form.items()
    }
    return Forms(len(texts), {form: len(group) for form, group in by_form.items()}, places)


Slip = Callable[[str], Mapping[str, float]]
"""For a character read, its chance given each other that may stand there."""


def number_chance(
    text: str, make: str, model_key: str, population: Population, model: Model, slip: Slip
) -> float:
    """log P(a weapon outside the register reads ``text`` | the maker and model read of it); never 0.

    Either maker and model were read right and the number follows their forms, or one of them was not: a number that
    fits the model and not the maker makes a wrong maker likelier, for a weapon outside as much as for one inside.
    ``?`` takes any character and ``*`` any run, so an open reading is likely by chance. A letter read where the form
    has a digit is a slip, as likely outside the register as inside.
    """
    if not any(character.isalnum() for character in text):
        return 0.0
    seen = {place: _seen(text, place, population, model, slip) for place in _places_of(make, model_key)}
    usual = _by_maker_and_model(seen, make, model_key, population, model)
    unseen = prod(1 / _choices(character) for character in text if character.isalnum())
    if "*" not in text:
        unseen /= LENGTHS
    return log((1 - model.unseen_form) * usual + model.unseen_form * unseen)


def _places_of(make: str, model_key: str) -> set[Place]:
    return {(make, model_key), (make, ""), ("", model_key), ("", "")}


def _by_maker_and_model(
    seen: Mapping[Place, float], make: str, model_key: str, population: Population, model: Model
) -> float:
    """Put the ways together in which a weapon comes to be read as of this maker and model."""
    wrong = model.wrong_make
    if not make:
        return seen["", model_key]
    if not model_key:
        return (1 - wrong) * seen[make, ""] + wrong * seen["", ""]
    share = population.share("model", model_key, make, smoothing=model.smoothing)
    general = population.share("model", model_key, smoothing=model.smoothing)
    both_right = (1 - wrong) * (1 - model.wrong_model) * share * seen[make, model_key]
    model_wrong = (1 - wrong) * model.wrong_model * general * seen[make, ""]
    make_wrong = wrong * general * seen["", model_key]
    read_so = (1 - model.wrong_model) * share + model.wrong_model * general
    return (both_right + model_wrong + make_wrong) / read_so


def _seen(text: str, place: Place, population: Population, model: Model, slip: Slip) -> float:
    """The chance of the text among numbers of this maker and model, smoothed with those of all models, then all."""
    forms = population.numbers.get(place)
    if forms is None:
        wider = (place[0], "") if all(place) else ("", "")
        return _seen(text, wider, population, model, slip) if place != ("", "") else 0.0
    chance = _chance_in(text, forms, slip)
    if text.isalnum():
        chance += _chance_of_other_length(text, forms, model, slip)
    if place == ("", ""):
        return chance
    wider = (place[0], "") if all(place) else ("", "")
    weight = forms.total / (forms.total + model.smoothing)
    return weight * chance + (1 - weight) * _seen(text, wider, population, model, slip)


def _choices(character: str) -> int:
    return 10 if character.isdigit() else 26


def _chance_in(text: str, forms: Forms, slip: Slip) -> float:
    length = len(text) if "*" not in text else None
    return sum(
        count / forms.total * _fit(text, form, forms.places[form], count, slip)
        for form, count in forms.forms.items()
        if length is None or len(form) == length
    )


def _chance_of_other_length(text: str, forms: Forms, model: Model, slip: Slip) -> float:
    """The chance that a number of a usual form lost or gained one character in the reading."""
    chance = 0.0
    for form, count in forms.forms.items():
        apart = len(form) - len(text)
        if abs(apart) != 1 or count < forms.total * USUAL:
            continue
        places = forms.places[form]
        if apart == 1:
            shorter = (
                (text, form[:at] + form[at + 1 :], places[:at] + places[at + 1 :]) for at in range(len(form))
            )
            rate = model.missed_character
        else:
            shorter = ((text[:at] + text[at + 1 :], form, places) for at in range(len(text)))
            rate = model.added_character / ALPHABET
        fits = sum(_fit_piece(*each, count, slip) for each in shorter)
        chance += count / forms.total * rate * fits
    return chance


def _fit(text: str, form: str, places: tuple[Mapping[str, int], ...], count: int, slip: Slip) -> float:
    """The chance that a number of this form reads as the text."""
    if "*" not in text:
        return _fit_piece(text, form, places, count, slip)
    beginning, ending = text.split("*")[0], text.split("*")[-1]
    if len(beginning) + len(ending) > len(form):
        return 0.0
    cut = len(form) - len(ending)
    return _fit_piece(beginning, form[: len(beginning)], places, count, slip) * _fit_piece(
        ending, form[cut:], places[cut:], count, slip
    )


def _fit_piece(text: str, form: str, places: tuple[Mapping[str, int], ...], count: int, slip: Slip) -> float:
    chance = 1.0
    slips = 0
    for character, kind, seen in zip(text, form, places, strict=False):
        if character == "?":
            continue
        if kind == ("D" if character.isdigit() else "L"):
            chance *= (seen.get(character, 0) + 1) / (count + _choices(character))
            continue
        slips += 1
        if slips > MAX_SLIPS:
            return 0.0
        chances = slip(character)
        chance *= sum([times * chances[recorded] for recorded, times in seen.items()]) / count
    return chance
