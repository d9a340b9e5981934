"""Which model: a typed model to the family it is searched under."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from tracemark.reference.rules.folding import by_shape, by_sound, fold, is_cyrillic, words
from tracemark.reference.rules.tables import ModelFamily, Tables

_MODEL_WORDS = frozenset(
    {
        "m", "mdl", "mle", "mod", "model", "modele", "modell", "modello", "modelo", "no", "nr", "num", "obr",
        "t", "tip", "tipo", "typ", "type", "модель", "обр", "образца", "тип", "型", "式", "طراز", "موديل",
    }
)  # fmt: skip
_LEAD = re.compile(r"^(?:model|modele|modelo|mod|type|typ|tip|mle|m|t)(?=\d)")
_CHINESE_TYPE = re.compile(r"^([一二三四五六七八九〇零]+|\d+)式[一-鿿]*$")
_VARIANT = re.compile(r"^(\D*\d{2,})(?:[a-z]{1,2}\d?|mk[ivx\d]+)$")
# "686-4" is the fourth change of a 686; "870 Express" is an 870.
_REVISION = re.compile(r"(?<=\d\d)-\d{1,2}\s*$")
_NUMBERED = re.compile(r"^\D?\d{2,}[a-z]{0,2}$")
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_LONGEST = 60


def find_model(tables: Tables, maker_code: str | None, text: str) -> ModelFamily | None:
    """The family of models that ``text`` names, as made by ``maker_code``; None when it is not in the tables.

    With no maker only names that lead to a single family are recognised.
    """
    return _find_model(tables, maker_code or "", text)


def model_key(maker_code: str | None, text: str, tables: Tables | None = None) -> str:
    """What a model is searched under: equal for spellings of one family ("G17", "Glock 17": ``17``).

    With ``tables`` the known families decide ("GP35" and "Hi-Power" are one); otherwise, and for models that
    they do not know, a general folding does: maker's name, "model", "type", punctuation and the letters of a
    variant fall away. At most 60 signs; blank for a blank model.
    """
    family = _find_model(tables, maker_code or "", text) if tables is not None else None
    if family is not None:
        return family.key
    prefixes = (
        _maker_prefixes(tables).get(maker_code or "", frozenset()) if tables is not None else frozenset()
    )
    return _general_key(maker_code or "", text, prefixes)


@lru_cache(maxsize=32768)
def _find_model(tables: Tables, maker_code: str, text: str) -> ModelFamily | None:
    index, prefixes = _index(tables), _maker_prefixes(tables).get(maker_code, frozenset())
    for form in _forms(maker_code, text, prefixes):
        fitting = _fitting(index.get(form, ()), maker_code, form)
        if len(fitting) == 1:
            return fitting[0]
    return None


def _fitting(families: Sequence[ModelFamily], maker_code: str, form: str) -> Sequence[ModelFamily]:
    own = [family for family in families if maker_code in family.makers]
    if own or not maker_code:
        return own or families
    # A bare number only names a maker's own models.
    return [family for family in families if family.elsewhere and not form[0].isdigit()]


def _forms(maker_code: str, text: str, prefixes: frozenset[str]) -> Iterable[str]:
    """Ways to read a typed model, the most literal first."""
    folded = fold(text)
    for form in (folded, by_shape(folded), by_sound(folded)) if is_cyrillic(folded) else (folded,):
        yield form
        yield _without_maker(form, maker_code, prefixes)
    yield _CHINESE_TYPE.sub(lambda found: "type" + found[1].translate(_CHINESE_DIGITS), folded)
    yield _general_key(maker_code, text, prefixes).lower()


@lru_cache(maxsize=32768)
def _general_key(maker_code: str, text: str, prefixes: frozenset[str]) -> str:
    said = words(_REVISION.sub("", text))
    kept = [word for word in said if word not in _MODEL_WORDS] or list(said)
    if len(kept) > 1 and _NUMBERED.match(kept[0]) and all(word.isalpha() for word in kept[1:]):
        del kept[1:]
    folded = "".join(kept)
    if is_cyrillic(folded):
        folded = by_shape(folded) if not is_cyrillic(by_shape(folded)) else by_sound(folded)
    folded = _LEAD.sub("", _without_maker(folded, maker_code, prefixes))
    folded = _CHINESE_TYPE.sub(lambda found: found[1].translate(_CHINESE_DIGITS), folded)
    variant = _VARIANT.match(folded)
    return (variant[1] if variant else folded).upper()[:_LONGEST]


def _without_maker(folded: str, maker_code: str, prefixes: frozenset[str]) -> str:
    for prefix in sorted(prefixes | {fold(maker_code)}, key=len, reverse=True):
        if prefix and folded.startswith(prefix) and len(folded) > len(prefix):
            return _without_maker(folded[len(prefix) :], maker_code, prefixes)
    return folded


@lru_cache(maxsize=8)
def _maker_prefixes(tables: Tables) -> Mapping[str, frozenset[str]]:
    return {
        maker.code: frozenset(fold(name) for name in (maker.name, *maker.aliases) if len(fold(name)) > 1)
        for maker in tables.makers.values()
    }


@lru_cache(maxsize=8)
def _index(tables: Tables) -> Mapping[str, Sequence[ModelFamily]]:
    index: dict[str, list[ModelFamily]] = defaultdict(list)
    for family in tables.models.values():
        for name in _spellings((family.key, family.name, *family.aliases)):
            index[name].append(family)
    return dict(index)


def _spellings(names: Iterable[str]) -> set[str]:
    """Folded names; Cyrillic ones also in the Latin letters that look the same (``akmc``)."""
    folded = {fold(name) for name in names}
    shapes = {by_shape(name) for name in folded if is_cyrillic(name)}
    return folded | {shape for shape in shapes if not is_cyrillic(shape)}
