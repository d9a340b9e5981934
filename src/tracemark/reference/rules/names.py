"""A look-up of names: exact first, then the one name that is a typing error or two away."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tracemark.reference.rules.folding import by_shape, by_sound, is_cyrillic
from tracemark.reference.rules.spelling import allowed_errors, typing_errors


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gave: the codes that fit (several when a name belongs to several) and how."""

    codes: tuple[str, ...]
    how: str


_NOTHING = Found((), "unknown")
# In Chinese, Japanese and Korean one sign is a word: one sign off is another name, not a typing error.
_WITHOUT_LETTERS = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")


class Names:
    """Folded names of one kind of thing, each leading to one or more codes.

    Built once from ``(folded, code, how)``; ``how`` is ``name`` or ``alias``.
    """

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        exact: dict[str, dict[str, str]] = defaultdict(dict)
        for folded, code, how in entries:
            if folded:
                exact[folded].setdefault(code, how)
        self._exact = dict(exact)
        self._by_length: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for folded in self._exact:
            self._by_length[len(folded)].append((_letters_of(folded), folded))

    def find_exact(self, folded: str) -> Found:
        """The codes whose name or alias is ``folded``, also in Latin letters for a Cyrillic text."""
        for form in _forms(folded):
            codes = self._exact.get(form)
            if codes is not None:
                return Found(tuple(sorted(codes)), "name" if "name" in codes.values() else "alias")
        return _NOTHING

    def find(self, folded: str) -> Found:
        """The codes of the exact name, else of the nearest names within the allowed typing errors.

        Several codes with ``spelling`` mean that two names are equally near: the caller decides or gives up.
        """
        found = self.find_exact(folded)
        return found if found.codes else self._find_near(folded)

    def _find_near(self, folded: str) -> Found:
        best, codes = 3, set[str]()
        for errors, name in self._near(folded):
            if errors < best:
                best, codes = errors, set(self._exact[name])
            elif errors == best:
                codes |= set(self._exact[name])
        return Found(tuple(sorted(codes)), "spelling") if codes else _NOTHING

    def _near(self, folded: str) -> Iterable[tuple[int, str]]:
        if len(folded) < 3 or _WITHOUT_LETTERS.search(folded):
            return
        letters = _letters_of(folded)
        for length in range(max(4, len(folded) - 2), len(folded) + 3):
            limit = min(allowed_errors(length), allowed_errors(max(4, len(folded))))
            for name_letters, name in self._by_length.get(length, ()):
                # One error changes at most two members of the set of letters: most names fall out here.
                if (letters ^ name_letters).bit_count() > 2 * limit:
                    continue
                errors = typing_errors(folded, name, limit)
                if (
                    errors <= limit
                    and (errors < 2 or folded[0] == name[0])
                    and _digits(folded) == _digits(name)
                ):
                    yield errors, name


def _forms(folded: str) -> tuple[str, ...]:
    if not is_cyrillic(folded):
        return (folded,)
    return (folded, by_shape(folded), by_sound(folded))


def _may_be_typing(folded: str, name: str, errors: int) -> bool:
    """Digits are never guessed, and whoever errs twice still gets the first letter right."""
    return (errors < 2 or folded[0] == name[0]) and _digits(folded) == _digits(name)


def _letters_of(folded: str) -> int:
    bits = 0
    for sign in folded:
        bits |= 1 << (ord(sign) % 61)
    return bits


def _digits(folded: str) -> str:
    return "".join(sign for sign in folded if sign.isdigit())
