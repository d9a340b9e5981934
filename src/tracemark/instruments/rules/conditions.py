"""When a question is asked: ``col.any = yes``, ``stk.disposal has destroy``, joined by ``and`` and ``or``.

``a = yes|developing`` holds for either; ``!=`` for any other answer, but not for a blank. ``or`` joins groups of
``and``; there are no brackets. An answer that is hidden itself counts as blank.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracemark.instruments.rules.questionnaire import Instrument, Kind, Question
from tracemark.instruments.rules.values import Answer

TERM = re.compile(r"(?P<key>[a-z][\w.]*)\s*(?P<sign>=|!=|has)\s*(?P<values>[\w|]+)")


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison of a condition."""

    key: str
    sign: str
    values: tuple[str, ...]

    def holds(self, answer: Answer) -> bool:
        """Whether the answer satisfies the comparison; a blank never does."""
        if answer is None:
            return False
        if self.sign == "has":
            ticked = (
                {code.partition(":")[0] for code in answer if isinstance(code, str)}
                if isinstance(answer, list)
                else ()
            )
            return bool(set(self.values) & set(ticked))
        given = str(answer).partition(":")[0]
        return (given in self.values) is (self.sign == "=")


Condition = tuple[tuple[Term, ...], ...]
"""Groups of which one must hold, all its terms together; an empty condition always holds."""


def parse_condition(text: str) -> Condition:
    """The condition that ``text`` says. Raises ValueError with the part that cannot be read."""
    if not text.strip():
        return ()
    return tuple(tuple(_term(part) for part in group.split(" and ")) for group in text.split(" or "))


def _term(text: str) -> Term:
    match = TERM.fullmatch(text.strip())
    if match is None:
        raise ValueError(text.strip())
    return Term(match["key"], match["sign"], tuple(match["values"].split("|")))


def holds(condition: Condition, answers: Mapping[str, Answer]) -> bool:
    """Whether the condition holds over these answers."""
    if not condition:
        return True
    return any(all(term.holds(answers.get(term.key)) for term in group) for group in condition)


def keys_of(condition: Condition) -> frozenset[str]:
    """The questions a condition looks at."""
    return frozenset(term.key for group in condition for term in group)


def visible_keys(instrument: Instrument, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The keys of the questions that are asked, given these answers.

    Worked through in an order in which every question comes after those it depends on, so that what is asked
    below a hidden question is hidden too.
    """
    seen: dict[str, Answer] = {}
    shown: set[str] = set()
    for question in in_order_of_dependence(instrument.questions):
        if holds(parse_condition(question.when), seen):
            shown.add(question.key)
            seen[question.key] = answers.get(question.key)
    return frozenset(shown)


def in_order_of_dependence(questions: Iterable[Question]) -> Iterator[Question]:
    """The questions, each after those its condition looks at; those in a cycle never come."""
    waiting = list(questions)
    known = {question.key for question in waiting}
    done: set[str] = set()
    while waiting:
        ready = [one for one in waiting if not (keys_of(parse_condition(one.when)) & known) - done]
        if not ready:
            return
        yield from ready
        done.update(one.key for one in ready)
        waiting = [one for one in waiting if one.key not in done]


def cyclic_keys(questions: Iterable[Question]) -> tuple[str, ...]:
    """Questions that wait for each other, or for one that does, sorted; empty when all can be asked."""
    ordered = list(questions)
    reached = {question.key for question in in_order_of_dependence(ordered)}
    return tuple(sorted(question.key for question in ordered if question.key not in reached))


def is_dead(question: Question, by_key: Mapping[str, Question]) -> bool:
    """Whether a condition can never hold: every group asks one question for two answers, or for none it has.

    The conditions of the questions it looks at are taken along: what only shows under ``a = no`` cannot be
    asked for under ``a = yes``.
    """
    groups = _with_parents(parse_condition(question.when), by_key, frozenset({question.key}))
    return bool(groups) and not any(_can_hold(group, by_key) for group in groups)


def _with_parents(condition: Condition, by_key: Mapping[str, Question], above: frozenset[str]) -> Condition:
    """Each group together with every group of the conditions its questions stand under."""
    groups: list[tuple[Term, ...]] = []
    for group in condition:
        joined: Condition = (group,)
        for key in sorted({term.key for term in group} - above):
            parent = by_key.get(key)
            upper = _with_parents(parse_condition(parent.when), by_key, above | {key}) if parent else ()
            joined = tuple((*one, *other) for one in joined for other in (upper or ((),)))
        groups.extend(joined)
    return tuple(groups)


def _can_hold(group: tuple[Term, ...], by_key: Mapping[str, Question]) -> bool:
    """Whether some answers satisfy all terms of a group."""
    allowed: dict[str, set[str]] = {}
    for term in group:
        question = by_key.get(term.key)
        choices = set(question.choices) if question else set()
        if term.sign == "has":
            if not choices & set(term.values):
                return False
            continue
        fitting = choices & set(term.values) if term.sign == "=" else choices - set(term.values)
        allowed[term.key] = allowed.get(term.key, choices) & fitting
        if not allowed[term.key]:
            return False
    return True


def unknown_values(question: Question, by_key: Mapping[str, Question]) -> tuple[str, ...]:
    """Parts of a condition that name a question, a way of asking or an answer that does not exist."""
    found = []
    for group in parse_condition(question.when):
        for term in group:
            asked = by_key.get(term.key)
            if asked is None or (term.sign == "has") is not (asked.kind is Kind.MANY):
                found.append(term.key)
            else:
                found.extend(
                    f"{term.key} {term.sign} {value}" for value in term.values if value not in asked.choices
                )
    return tuple(found)
