"""Which encoding a text file is in: by its mark, by whether it can be UTF-8, and else by what makes words of it.

Windows code pages cannot be told apart by validity: almost every byte means something in each. So each is tried, and
scored by how likely the letters beyond ASCII are in the company they stand in, for the best fitting of its languages.
All scores are natural logarithms of probabilities over the same bytes, so that they can be compared.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from math import log

from tracemark.register.jobs.files.languages import COMMON_CHINESE, SAMPLES

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PRIOR = {
    "cp1252": 0.0, "cp1250": -2.0, "cp1251": -1.0, "cp1253": -2.0, "cp1254": -2.0, "cp1256": -1.0, "gb18030": -1.0,
    "cp866": -8.0, "koi8-r": -8.0, "cp850": -8.0, "cp852": -8.0, "mac_roman": -8.0,
}  # fmt: skip
"""How much each is to be expected before anything is read; the systems before Windows are rare by now."""

SAME_LANGUAGES = {
    "cp866": "cp1251",
    "koi8-r": "cp1251",
    "cp850": "cp1252",
    "cp852": "cp1250",
    "mac_roman": "cp1252",
}
WORD = re.compile(r"[^\s,;|\"]+")
SIGNS = frozenset(
    "–—’‘“”„«»°º№§·…•\u00a0¿¡،؛؟ـ\u200c\u200d\u200e\u200f，。、；：（）《》“”％－／×　½¼²³€£®™±"
)
MOST_WORDS = 4000
MOST_LETTERS = 60
SIGN = log(0.004)
STRANGE = log(1e-6)
WRONG_CASE = log(0.003)
MIXED = log(0.03)
NOT_LATIN = "\u0250"
WORST = -11.0  # a mean below this a byte is no text in any of the encodings


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, whether it is certain, and a word as it is read with it, for the officer's eye."""

    encoding: str
    is_certain: bool
    example: str = ""


def guess_encoding(start: bytes, beyond_ascii: bytes) -> Guess | None:
    """The encoding of a file that begins with ``start``; None when it is no text.

    ``beyond_ascii`` are its lines (or some of them) that hold bytes above 127, wherever they stand in it.
    """
    for mark, name in BOMS:
        if start.startswith(mark):
            return Guess(name, is_certain=True)
    wide = _utf16_without_mark(start)
    if wide:
        return Guess(wide, is_certain=False)
    if _is_binary(start):
        return None
    if not beyond_ascii:
        return Guess("ascii", is_certain=True)
    return Guess("utf-8", is_certain=True) if is_utf8(beyond_ascii) else _best_code_page(beyond_ascii)


def is_utf8(lines: bytes) -> bool:
    """Whether nearly all bytes above 127 make UTF-8; one damaged line does not make it another encoding."""
    try:
        lines.decode("utf-8")
    except UnicodeDecodeError:
        text = lines.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        return sum(sign > "\x7f" for sign in text) - bad > 20 * bad
    return True


def _is_binary(start: bytes) -> bool:
    """Control bytes that no text holds."""
    controls = sum(
        count for byte, count in Counter(start).items() if byte < 32 and byte not in b"\t\n\r\f\x1a\x1b"
    )
    return controls * 200 > len(start) or b"\x00" in start


def _utf16_without_mark(start: bytes) -> str | None:
    """UTF-16 of a table has a zero in every other byte of its separators, digits and line ends, in any script."""
    head = start[: len(start[:4000]) // 2 * 2]
    if len(head) < 4:
        return None
    for name, low in (("utf-16-le", 0), ("utf-16-be", 1)):
        zeros, others = head[1 - low :: 2].count(0), head[low::2].count(0)
        if zeros * 20 > len(head) // 2 and others * 4 < zeros and _is_plausible(head, name):
            return name
    return None


def _is_plausible(head: bytes, name: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(name)().decode(head)
    except UnicodeDecodeError:
        return False
    return sum(sign.isprintable() or sign in "\t\r\n" for sign in text) > 0.97 * len(text)


def _best_code_page(lines: bytes) -> Guess | None:
    high = sum(byte > 127 for byte in lines)
    best: tuple[float, Guess] | None = None
    for name, prior in PRIOR.items():
        words = _words(lines, name)
        score = _score(name, words) + prior
        if best is None or score > best[0]:
            best = score, Guess(name, is_certain=False, example=_example(words))
    return best[1] if best and best[0] > WORST * min(high, 50 * MOST_WORDS) else None


def _words(lines: bytes, name: str) -> Counter[str]:
    """The words with signs beyond ASCII, as this encoding reads them."""
    text = lines.decode(name, "replace")
    beyond = (word[:MOST_LETTERS] for word in WORD.findall(text) if not word.isascii())
    return Counter(islice(beyond, MOST_WORDS))


def _example(words: Mapping[str, int]) -> str:
    """A word to show: the most frequent of some length."""
    return max(words, key=lambda word: (min(sum(map(str.isalpha, word)), 6), words[word]), default="")[:30]


def _score(name: str, words: Mapping[str, int]) -> float:
    if name == "gb18030":
        return sum(count * sum(map(_chinese, word)) for word, count in words.items())
    odd = sum(count * _oddness(word) for word, count in words.items())
    return odd + max(_language_score(pairs, words) for pairs in _models()[SAME_LANGUAGES.get(name, name)])


def _chinese(sign: str) -> float:
    """How likely a character is in Chinese; the commonest few hundred make up most of any text."""
    if sign < "\x80":
        return 0.0
    if sign in COMMON_CHINESE:
        return log(0.6 / len(set(COMMON_CHINESE)))
    if sign in SIGNS:
        return SIGN
    if not "一" <= sign <= "鿿":
        return STRANGE * len(sign.encode("gb18030")) / 2
    try:
        level_one = sign.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return STRANGE
    return log(0.3 / 3755) if level_one else log(0.02 / 3008)


def _oddness(word: str) -> float:
    """Small letters before capitals, or two scripts, inside a word: what a wrong code page makes of text."""
    changes = sum(
        left.islower() and right.isupper() and (left > "\x7f" or right > "\x7f")
        for left, right in pairwise(word)
    )
    mixed = sum(
        (left <= "\x7f" and left.isalpha() and right >= NOT_LATIN and right.isalpha())
        or (right <= "\x7f" and right.isalpha() and left >= NOT_LATIN and left.isalpha())
        for left, right in pairwise(word)
    )
    return changes * WRONG_CASE + mixed * MIXED


@dataclass(frozen=True, slots=True)
class _Pairs:
    """How often letters beyond ASCII stand in a language, and next to which."""

    letters: Counter[str]
    pairs: Counter[str]
    firsts: Counter[str]
    total: int


@cache
def _models() -> Mapping[str, list[_Pairs]]:
    models: dict[str, list[_Pairs]] = {name: [] for name, _ in SAMPLES}
    for name, sample in SAMPLES:
        models[name].append(_count(sample.split()))
    return models


def _count(words: Iterable[str]) -> _Pairs:
    letters: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    firsts: Counter[str] = Counter()
    for word in words:
        framed = f" {word.lower()} "
        letters.update(sign for sign in framed if sign > "\x7f")
        for left, right in pairwise(framed):
            if left > "\x7f" or right > "\x7f":
                pairs[left + right] += 1
                firsts[left] += 1
    return _Pairs(letters, pairs, firsts, letters.total())


def _language_score(known: _Pairs, words: Mapping[str, int]) -> float:
    """The logarithm of how likely the letters beyond ASCII are, each in its company."""
    total = 0.0
    for word, count in words.items():
        framed = f" {word.lower()} "
        for left, right in pairwise(framed):
            if right > "\x7f":
                total += count * _letter(known, left, right)
            elif left > "\x7f":
                total += count * _after(known, left, right)
    return total


def _letter(known: _Pairs, left: str, right: str) -> float:
    """How likely a letter beyond ASCII is after ``left``."""
    if right in SIGNS and right not in known.letters:
        return SIGN if not (left.isalpha()) else SIGN - 3.0
    alone = (known.letters[right] + 0.02) / (known.total + 3)
    if not known.letters[right]:
        alone = 1e-5 if right.isalpha() else 1e-6
    return log((known.pairs[left + right] + 6 * alone) / (known.firsts[left] + 6))


def _after(known: _Pairs, left: str, right: str) -> float:
    """How likely an ASCII sign is after a letter beyond ASCII, of some thirty."""
    right = right if right.isalpha() else " "
    return log((known.pairs[left + right] + 6 / 30) / (known.firsts[left] + 6))
