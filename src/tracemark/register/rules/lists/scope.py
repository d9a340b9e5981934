"""What is no arm, and which arms stand outside the figures: antiques and replicas (Firearms Protocol 3 (a))."""

import re
from functools import lru_cache

from tracemark.reference.rules import Tables, find_weapon_type
from tracemark.register.rules.lists.folding import fold, phrase_pattern, phrases

FIRST_MODERN_YEAR = 1900
"""What was made before is an antique (Firearms Protocol 3 (a): in no case made after 1899)."""

NOT_ARMS = frozenset({"ammunition", "part"})
"""Scopes of things that are kept aside: no row of theirs becomes a weapon."""

NO_WEAPONS = frozenset({"edged_weapon", "ordnance"})
"""Types that are neither small arms nor light weapons."""

SHORT_REMARK = 5
"""Only a remark of so few words names the thing itself."""

_MADE = phrase_pattern(
    phrases("""
        made; engraved; dated; manufactured; built; produced; date; stamped; of;
        fabrique; grave; date de; datee; produit; millesime;
        fabricad; grabad; fechad; hech; producid; datad;
        изготовл; выпущ; сделан; датир; выгравир; произвед; год;
        制造; 刻; 生产; 造; 年;
        صنع; مورخ; محفور; انتج; صناعه; موءرخ;
    """)
)
_ANTIQUE = phrase_pattern(
    phrases("""
        antique; ancien; antigu; антиквар; старинн; 古董; 古枪; اثري; عتيق; تحفه; museum piece; piece de musee;
        historic weapon; arme historique; arma historica;
    """)
)
_CONVERTED = phrase_pattern(
    phrases("""
        convert; modified to fire; adapted to fire; altered to fire; reactivated; transform;
        modifie pour tirer; reactive;
        modificad; reactivad; adaptad; передел; переоборуд; реактивир; 改装; 改制; 改造; محول; معدل; محور; حول
    """)
)
_NOT_CONVERTED = phrase_pattern(
    phrases("not convert; non convert; unconvert; non transform; no modificad; не передел; 未改装; غير محول")
)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


@lru_cache(maxsize=8192)
def year_of_making(remarks: str) -> int | None:
    """The year in which remarks say that the weapon was made ("engraved 1889", "made 1938"); None when they do not."""
    folded = fold(remarks)
    years = _YEAR.findall(folded)
    if len(years) != 1 or not (_MADE.search(folded) or _ANTIQUE.search(folded)):
        return None
    return int(years[0])


def scope_of(tables: Tables, type_scope: str, year: int | None, type_text: str, remarks: str) -> str:
    """``antique``, ``replica``, ``other``, or empty for an arm that counts.

    The year of making decides before words do, and the year in a model's name is none. What was converted to fire
    is an arm, whatever it was sold as.
    """
    if remarks and _is_converted(remarks):
        return ""
    if year is not None:
        if year < FIRST_MODERN_YEAR and type_scope != "replica":
            return "antique"
        return type_scope if type_scope in ("replica", "other") else ""
    if type_scope in ("antique", "replica", "other"):
        return type_scope
    if remarks:
        return _scope_in_remarks(tables, remarks)
    return ""


@lru_cache(maxsize=4096)
def _is_converted(remarks: str) -> bool:
    folded = fold(remarks)
    return _CONVERTED.search(folded) is not None and _NOT_CONVERTED.search(folded) is None


def _scope_in_remarks(tables: Tables, remarks: str) -> str:
    folded = fold(remarks)
    if len(folded.split()) > SHORT_REMARK:
        return ""
    if _ANTIQUE.search(folded):
        return "antique"
    return "replica" if find_weapon_type(tables, remarks).scope == "replica" else ""
