"""Type, make, model and calibre as typed, recognised once for each different wording of a list."""

from collections import Counter
from dataclasses import dataclass

from tracemark.reference.rules import (
    Tables,
    find_calibre,
    find_maker,
    find_weapon_type,
    model_key,
)
from tracemark.register.rules.lists.duplicates import make_for_comparing
from tracemark.register.rules.lists.serials import WeaponKey

MOST_REMEMBERED = 100_000
"""So many different wordings are remembered; a list with more is read a little slower."""

MOST_UNKNOWN = 10_000
MOST_WORDS_OF_A_MAKER = 5


@dataclass(frozen=True, slots=True)
class Description:
    """What four cells were recognised as. ``make_absent`` says why there is no make to name, if they say so."""

    make_text: str
    model_text: str
    type_code: str | None
    scope: str
    make_code: str | None
    make_absent: str
    model_key: str
    calibre_code: str | None
    key: WeaponKey
    unknown: tuple[tuple[str, str], ...]


class Descriptions:
    """Recognises wordings against the reference tables, and counts those that the tables do not know."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.unknown: Counter[tuple[str, str]] = Counter()
        self._known: dict[tuple[str, str, str, str], Description] = {}

    def read(self, type_text: str, make_text: str, model_text: str, calibre_text: str) -> Description:
        """The description in four cells; counts what was not recognised, once a row."""
        texts = (type_text, make_text, model_text, calibre_text)
        found = self._known.get(texts)
        if found is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            found = self._known[texts] = self._describe(*texts)
        return found

    def count_unknown(self, description: Description) -> None:
        """Remember the wordings of an accepted row that the tables do not know, for the curator."""
        for kind_and_text in description.unknown:
            if kind_and_text in self.unknown or len(self.unknown) < MOST_UNKNOWN:
                self.unknown[kind_and_text] += 1

    def split_make(self, make_and_model: str) -> tuple[str, str]:
        """A cell with make and model in one: the fewest words that name the maker whom all of it names."""
        words = make_and_model.split()
        starts = [" ".join(words[:length]) for length in range(1, min(len(words), MOST_WORDS_OF_A_MAKER) + 1)]
        hits = [find_maker(self.tables, start) for start in starts]
        codes = [hit.code for hit in hits if hit.how in ("name", "alias")]
        for length, hit in enumerate(hits, start=1):
            if codes and hit.code == codes[-1]:
                return starts[length - 1], " ".join(words[length:])
        return (words[0], " ".join(words[1:])) if words else ("", "")

    def _describe(self, type_text: str, make_text: str, model_text: str, calibre_text: str) -> Description:
        weapon_type = find_weapon_type(self.tables, type_text)
        maker = find_maker(self.tables, make_text, model=model_text)
        calibre = find_calibre(self.tables, calibre_text)
        key = model_key(maker.code, model_text, self.tables) if model_text else ""
        named = (
            ("type", type_text, weapon_type),
            ("maker", make_text, maker),
            ("calibre", calibre_text, calibre),
        )
        return Description(
            make_text=make_text,
            model_text=model_text,
            type_code=weapon_type.code,
            scope=weapon_type.scope,
            make_code=maker.code,
            make_absent=maker.reason if make_text and maker.how == "absent" else "",
            model_key=key,
            calibre_code=calibre.code,
            key=(make_for_comparing(maker.code, make_text), key),
            unknown=tuple((kind, text) for kind, text, hit in named if text and hit.how == "unknown"),
        )
