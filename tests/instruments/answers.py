"""Answers of every kind, for property tests."""

from hypothesis import strategies as st

from tracemark.instruments.rules.questionnaire import INDEFINITE, OTHER, YEARS, Instrument, Kind, Question
from tracemark.instruments.rules.values import Answer, clean

ALPHABET = "abzÉ Жя漢字عربي٣0159.,;:|=+-@<&>\"'#\n\u200f"
"""Letters of six languages and every sign that means something to some format."""
WORDS = st.text(ALPHABET, min_size=1, max_size=12).map(clean).filter(bool)
COUNTS = st.integers(0, 10**9)


def answers_of(instrument: Instrument, *, lines: int = 4) -> st.SearchStrategy[dict[str, Answer]]:
    """Some questions answered in some way; None is a blank."""
    return st.fixed_dictionaries(
        {}, optional={one.key: st.none() | answer_to(one, lines) for one in instrument.questions}
    )


def some_answers(instrument: Instrument, *, lines: int = 4) -> st.SearchStrategy[dict[str, Answer]]:
    """At most half a dozen questions answered in some way: for editions of a hundred questions."""
    chosen = st.lists(st.sampled_from(instrument.questions), max_size=6, unique_by=lambda one: one.key)
    return chosen.flatmap(
        lambda some: st.fixed_dictionaries({one.key: st.none() | answer_to(one, lines) for one in some})
    )


def answer_to(question: Question, lines: int) -> st.SearchStrategy[Answer]:
    """Any answer that the question may have."""
    match question.kind:
        case Kind.NUMBER:
            return st.decimals(0, 10**6, places=2).map(_plain) if question.unit == "usd" else COUNTS
        case Kind.TEXT:
            return WORDS
        case Kind.MANY:
            return st.builds(
                _ticked, st.just(question), st.sets(st.sampled_from(question.options), min_size=1), WORDS
            )
        case Kind.CHOICE:
            return st.sampled_from(question.options) | WORDS.map(lambda text: f"{OTHER}:{text}")
        case Kind.TABLE:
            paths = [f"{row}.{column}" for row in question.rows for column in question.columns]
            return _some({path: _item(question, path) for path in paths})
        case Kind.ROWS:
            return st.lists(
                _some({name: _item(question, name) for name in question.columns}), min_size=1, max_size=lines
            )
        case Kind.FILES:
            return st.lists(
                st.fixed_dictionaries({"name": WORDS, "sha256": st.just("0" * 64)}), min_size=1, max_size=2
            )
    return st.sampled_from(question.choices)


def _item(question: Question, path: str) -> st.SearchStrategy[object]:
    if path.rpartition(".")[2] in question.text_columns:
        return WORDS
    return st.integers(0, 9999) | st.just(INDEFINITE) if question.unit == YEARS else COUNTS


def _some(items: dict[str, st.SearchStrategy[object]]) -> st.SearchStrategy[Answer]:
    """A table with at least one cell, in the order of its question."""
    whole = st.fixed_dictionaries({}, optional=items).filter(bool)
    return whole.map(lambda given: {name: given[name] for name in items if name in given})


def _ticked(question: Question, codes: set[str], text: str) -> list[str]:
    return [f"{OTHER}:{text}" if code == OTHER else code for code in question.options if code in codes]


def _plain(number: object) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
