"""Which encoding a text file is in: by its mark, by whether it can be UTF-8, and else by how much it looks like words.

Windows code pages cannot be told apart by validity: almost every byte means something in each. So each candidate
is scored by what it makes of the bytes above 127: letters of one script, in one case, between letters, are likely;
signs and mixed scripts inside a word are not.
"""

import codecs
import unicodedata
from collections import Counter

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CODE_PAGES = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "gb18030")
COMMON: dict[str, str] = {
    "cp1252": "éèàçêôîùûâëïñóíáúüöäßÉÈÀÇ°«»",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűĄĆĘŁŚŹŻČŘŠŽđăâîșț",
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфОЕАИНТСРВЛКМДПУЯЫЬГЗБЧЙХЖШЮЦЩЭФё№",
    "cp1253": "αειοτνσηρκπλυμςάίόέήώύ",
    "cp1254": "ıişğüöçİŞĞÜÖÇ",
    "cp1256": "اليمنوتربسدعهفقكحجشطصخضذثزغظءآأؤئةى",
}
SAMPLE = 200_000


def guess_encoding(sample: bytes) -> str | None:
    """The encoding of a text file's beginning; None when it is no text at all."""
    for mark, name in BOMS:
        if sample.startswith(mark):
            return name
    wide = _utf16_without_mark(sample)
    if wide:
        return wide
    if b"\x00" in sample:
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
        return "utf-8"
    except UnicodeDecodeError:
        return _best_code_page(sample)


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every other byte."""
    head = sample[:4000]
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _best_code_page(sample: bytes) -> str | None:
    scores = {name: score for name in CODE_PAGES if (score := _score(sample, name)) is not None}
    if not scores:
        return None
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > -0.5 else None


def _score(sample: bytes, name: str) -> float | None:
    """How much the bytes above 127 look like words; None when they cannot be decoded."""
    try:
        text = codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return None
    high = [sign for sign in text if ord(sign) > 127]
    if not high:
        return 0.0
    if name == "gb18030":
        return _score_chinese(high)
    common = COMMON[name]
    counts = Counter(high)
    total = 0.0
    for sign, count in counts.items():
        total += count * _worth(sign, common)
    return total / len(high) + _score_words(text) * 0.5


def _worth(sign: str, common: str) -> float:
    if sign in common:
        return 1.0
    kind = unicodedata.category(sign)
    if kind.startswith("L"):
        return 0.1
    return -0.2 if sign in "–—’‘“”«»°№ " else -1.0


def _score_words(text: str) -> float:
    """Penalty for words that change script or case inside: what a wrong code page makes of text."""
    odd = words = 0
    for word in text.split():
        if not any(ord(sign) > 127 for sign in word):
            continue
        words += 1
        letters = [sign for sign in word if sign.isalpha()]
        scripts = {_script(sign) for sign in letters}
        inside = word[1:]
        odd += len(scripts) > 1 or (any(s.isupper() for s in inside) and any(s.islower() for s in inside))
    return -odd / words if words else 0.0


def _script(sign: str) -> str:
    return unicodedata.name(sign, "?").split(" ")[0]


def _score_chinese(high: list[str]) -> float:
    """Common characters lie in the first blocks of GB 2312; rare ones are what chance makes."""
    common = sum(1 for sign in high if "一" <= sign <= "龥" and _is_level_one(sign))
    fair = sum(1 for sign in high if sign in "，。、；：（）《》“”％－／×　" or "０" <= sign <= "ｚ")
    return (common + fair * 0.5) / len(high) - 0.25


def _is_level_one(sign: str) -> bool:
    """GB 2312 level one: the 3,755 commonest characters, first byte B0 to D7."""
    try:
        return 0xB0 <= sign.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
