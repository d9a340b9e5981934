"""The words of every code, in the reader's language. Rules speak in codes; this is the only place with sentences."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext

from tracemark.ui.words import (
    accounts,
    ammunition,
    charts,
    config,
    exchange,
    figures,
    files,
    instruments,
    lists,
    marks,
    matching,
    observatory,
    oversight,
    payloads,
    reference,
    register,
    stockpiles,
    tracing,
    transfers,
)

TABLES: Mapping[str, Mapping[str, str]] = {
    "accounts": accounts.WORDS,
    "ammunition": ammunition.WORDS,
    "charts": charts.WORDS,
    "config": config.WORDS,
    "exchange": exchange.WORDS,
    "figures": figures.WORDS,
    "files": files.WORDS,
    "instruments": instruments.WORDS,
    "lists": lists.WORDS,
    "marks": marks.WORDS,
    "matching": matching.WORDS,
    "observatory": observatory.WORDS,
    "oversight": oversight.WORDS,
    "payloads": payloads.WORDS,
    "reference": reference.WORDS,
    "register": register.WORDS,
    "stockpiles": stockpiles.WORDS,
    "tracing": tracing.WORDS,
    "transfers": transfers.WORDS,
}
"""The rooms' tables, by room. A room that gets a table of words is named here."""

PLACE_AND_STOP = re.compile(r"\{\w+\}\.?")


class _Shown(dict[str, object]):
    """Parameters as they are shown; one that was not given is a gap in the sentence, never a failed page."""

    def __missing__(self, name: str) -> str:
        return "…"


def find_text(code: str) -> str | None:
    """The English text of ``code``, untranslated, or None when no room has words for it."""
    for table in TABLES.values():
        if code in table:
            return table[code]
    return None


def word(code: str, /, **params: object) -> str:
    """The words of ``code`` in the active language, with ``params`` put in their places.

    A parameter that is itself a code (``custody="issued"``, where ``custody_issued`` has words) is put in
    words too. A code without words is shown as it is: better a strange word than a lost finding.
    """
    text = find_text(code)
    if text is None:
        return code
    return gettext(text).format_map(
        _Shown({name: value_words(name, value) for name, value in params.items()})
    )


def fact_words(name: str) -> str:
    """What a fact of an event is called: our words for it, or its own name when it is a list's own column."""
    text = find_text(f"fact_{name}") or find_text(f"field_{name}")
    return name if text is None else gettext(text)


def bare_word(code: str) -> str:
    """The words of ``code`` with … where its parameters stand, for counts of findings of one code."""
    text = find_text(code)
    return code if text is None else PLACE_AND_STOP.sub("…", gettext(text))


def value_words(name: str, value: object) -> object:
    """The words of a value that is a code of the family ``name``; any other value as it is."""
    text = find_text(f"{name}_{value}") if isinstance(value, str) and value else None
    return value if text is None or "{" in text else gettext(text)
