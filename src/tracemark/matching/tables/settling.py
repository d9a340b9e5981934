"""What would settle an answer, as a person or a program reads it: pages, command line and API say the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any
from uuid import UUID

from tracemark.matching.queries.records import calibre_grouper
from tracemark.matching.rules.description import describe
from tracemark.matching.rules.posterior import Answer
from tracemark.matching.rules.settling import Settling, settle
from tracemark.matching.tables.wording import Wording, percent_of
from tracemark.register.queries.facts import WeaponFacts
from tracemark.ui.sentences import sentence
from tracemark.ui.words import word

SETTLED = 0.9
SHOWN_FACTS = 3
SHOWN_VALUES = 3


@dataclass(frozen=True, slots=True)
class SettlingLine:
    """One fact that would help, in words plain and with typed text kept in its own direction (``shown``)."""

    settling: Settling[UUID]
    words: str
    shown: str


def settling_lines(
    answer: Answer[UUID], weapons: Mapping[UUID, WeaponFacts], wording: Wording
) -> list[SettlingLine]:
    """The three facts that would help most; empty when none would."""
    group = calibre_grouper(wording.tables)
    named = [each for candidate in answer.candidates for each in (candidate.id, *candidate.also)]
    descriptions = {each: describe(weapons[each].facts, group) for each in named if each in weapons}
    return [
        SettlingLine(
            told, _in_words(told, weapons, wording, _plain), _in_words(told, weapons, wording, sentence)
        )
        for told in settle(answer, descriptions)[:SHOWN_FACTS]
    ]


def settling_json(lines: Sequence[SettlingLine], weapons: Mapping[UUID, WeaponFacts]) -> list[dict[str, Any]]:
    """The same for programs; a value's ``weapon_id`` is null where "none of them" would stay likelier."""
    return [
        {
            "fact": line.settling.fact,
            "place": line.settling.place,
            "expected_best": round(line.settling.expected_best, 6),
            "splits": [_split_json(*each, weapons) for each in _values(line.settling)],
            "words": line.words,
        }
        for line in lines
    ]


def _split_json(
    value: str, chance: float, weapon_id: UUID | None, weapons: Mapping[UUID, WeaponFacts]
) -> dict[str, Any]:
    weapon = weapons.get(weapon_id) if weapon_id else None
    return {
        "value": value,
        "probability": round(chance, 6),
        "weapon_id": str(weapon.weapon_id) if weapon else None,
        "record_no": weapon.record_no if weapon else None,
    }


def _values(told: Settling[UUID]) -> list[tuple[str, float, UUID | None]]:
    return [
        (value, chance, weapon) for (value, chance), weapon in zip(told.splits, told.points_to, strict=True)
    ]


Put = Callable[[str, Mapping[str, object]], str]
"""How a code with parameters becomes a sentence."""


def _plain(code: str, params: Mapping[str, object]) -> str:
    return word(code, **params)


def _in_words(told: Settling[UUID], weapons: Mapping[UUID, WeaponFacts], wording: Wording, put: Put) -> str:
    """ "The calibre would settle it: 7.62x39 points to XF-…; 5.56x45 points to XF-…."."""
    values = _values(told)
    parts = [
        _value_in_words(wording.name(told.fact, value), weapons.get(weapon) if weapon else None, put)
        for value, _, weapon in values[:SHOWN_VALUES]
    ]
    if len(values) > SHOWN_VALUES:
        parts.append(word("settling_more", count=len(values) - SHOWN_VALUES))
    splits = reduce(lambda one, other: word("settling_and", one=one, other=other), parts)
    fact = word(f"settling_{told.fact}", place=told.place)
    code = "settling_settles" if told.expected_best >= SETTLED else "settling_helps"
    return word(code, fact=fact, splits=splits, percent=percent_of(told.expected_best))


def _value_in_words(value: str, weapon: WeaponFacts | None, put: Put) -> str:
    if weapon is None:
        return put("settling_points_to_none", {"value": value})
    return put("settling_points", {"value": value, "record": weapon.record_no})
