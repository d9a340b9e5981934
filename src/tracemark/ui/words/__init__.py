"""The words of every code, in the reader's language. Rules speak in codes; this is the only place with sentences."""

from collections.abc import Mapping

from django.utils.translation import gettext

from tracemark.ui.words import accounts, config, figures, marks, oversight, register, transfers

TABLES: tuple[Mapping[str, str], ...] = tuple(
    room.WORDS for room in (accounts, config, figures, marks, oversight, register, transfers)
)


def word(code: str, **params: object) -> str:
    """The words of ``code`` in the active language, with ``params`` put in their places."""
    for table in TABLES:
        if code in table:
            return gettext(table[code]).format(**params)
    return code
