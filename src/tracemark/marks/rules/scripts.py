"""Letters of other scripts and what they are read as: by shape, by sound, as digits.

Three honest readings of one foreign letter exist. *By shape*: the reader saw Latin letters and the keyboard
was another, or the reader copied what looked Latin. *By sound*: a clerk transliterated. *As a digit*: the
letter was taken for a figure. Sounds follow ICAO Doc 9303 part 3 (machine readable travel documents) for
Cyrillic and the UN romanization systems, without their diacritics, for Greek and Arabic; shapes are those
of capital letters in plain engraving faces.
"""

CYRILLIC_SHAPE = {
    "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T",
    "У": "Y", "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S", "Ү": "Y", "Һ": "H", "Ԛ": "Q", "Ԝ": "W", "Ӏ": "I",
}  # fmt: skip

CYRILLIC_SOUND = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Е": "E", "Ж": "ZH", "З": "Z", "И": "I", "К": "K",
    "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P", "Р": "R", "С": "S", "Т": "T", "У": "U", "Ф": "F",
    "Х": "KH", "Ц": "TS", "Ч": "CH", "Ш": "SH", "Щ": "SHCH", "Ъ": "IE", "Ы": "Y", "Ь": "", "Э": "E",
    "Ю": "IU", "Я": "IA", "І": "I", "Є": "IE", "Ґ": "G", "Ђ": "DJ", "Ѕ": "DZ", "Ј": "J", "Љ": "LJ",
    "Њ": "NJ", "Ћ": "C", "Џ": "DZ", "Ө": "O", "Ү": "U", "Ұ": "U", "Ә": "A", "Ғ": "G", "Қ": "K", "Ң": "N",
    "Һ": "H", "Ҷ": "J", "Ҳ": "H", "Ԛ": "Q", "Ԝ": "W", "Ӏ": "I",
}  # fmt: skip

GREEK_SHAPE = {
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O",
    "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X",
}  # fmt: skip

GREEK_SOUND = {
    "Α": "A", "Β": "V", "Γ": "G", "Δ": "D", "Ε": "E", "Ζ": "Z", "Η": "I", "Θ": "TH", "Ι": "I", "Κ": "K",
    "Λ": "L", "Μ": "M", "Ν": "N", "Ξ": "X", "Ο": "O", "Π": "P", "Ρ": "R", "Σ": "S", "Τ": "T", "Υ": "Y",
    "Φ": "F", "Χ": "CH", "Ψ": "PS", "Ω": "O",
}  # fmt: skip

ARABIC_SOUND = {
    "ا": "A", "ٱ": "A", "ب": "B", "ت": "T", "ث": "TH", "ج": "J", "ح": "H", "خ": "KH", "د": "D", "ذ": "DH",
    "ر": "R", "ز": "Z", "س": "S", "ش": "SH", "ص": "S", "ض": "D", "ط": "T", "ظ": "Z", "ع": "A", "غ": "GH",
    "ف": "F", "ق": "Q", "ك": "K", "ل": "L", "م": "M", "ن": "N", "ه": "H", "ة": "H", "و": "W", "ي": "Y",
    "ى": "A", "ء": "", "ـ": "", "پ": "P", "چ": "CH", "ژ": "ZH", "گ": "G", "ک": "K", "ی": "Y", "ۀ": "H",
    "ڤ": "V",
}  # fmt: skip

LATIN_EXTRA = {
    "Ø": "O", "Đ": "D", "Ð": "D", "Ł": "L", "Æ": "AE", "Œ": "OE", "Þ": "TH", "ẞ": "SS", "Ħ": "H", "Ŧ": "T",
    "Ŋ": "N", "Ə": "E", "Ɨ": "I",
}  # fmt: skip

# Cyrillic letters that can be taken for a figure; only the small letter looks like a six.
CYRILLIC_DIGIT = {"З": "3", "з": "3", "Ч": "4", "ч": "4", "б": "6", "О": "0", "о": "0"}

CHINESE_DIGIT = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
CHINESE_UNIT = {"十": 10, "百": 100}

# First and last code point of the blocks whose letters can meet in marks.
BLOCKS = (
    ("greek", 0x0370, 0x03FF),
    ("cyrillic", 0x0400, 0x052F),
    ("arabic", 0x0600, 0x06FF),
    ("arabic", 0x0750, 0x077F),
    ("han", 0x2E80, 0x2FDF),
    ("han", 0x3005, 0x3007),
    ("han", 0x3400, 0x9FFF),
    ("han", 0xF900, 0xFAFF),
)


def script_of(text: str) -> str:
    """Name the script of the letters and national digits in ``text``.

    ``none`` (digits and signs only), ``latin``, ``cyrillic``, ``greek``, ``arabic``, ``han``, ``other``, or
    ``mixed`` when letters of two scripts stand together.
    """
    found = {_script_of_letter(letter) for letter in text if letter.isalpha() or letter.isdecimal()}
    found.discard("none")
    if not found:
        return "none"
    return found.pop() if len(found) == 1 else "mixed"


def _script_of_letter(letter: str) -> str:
    if letter.isascii():
        return "latin" if letter.isalpha() else "none"
    point = ord(letter)
    for name, first, last in BLOCKS:
        if first <= point <= last:
            return name
    if point <= 0x024F or 0x1E00 <= point <= 0x1EFF or 0xFF21 <= point <= 0xFF5A:
        return "latin"
    return "none" if letter.isdecimal() else "other"


def chinese_number(run: str) -> str:
    """Value of Chinese numerals as digits: positional (``五六`` is 56) or with units (``五十四`` is 54)."""
    if not any(sign in CHINESE_UNIT for sign in run):
        return "".join(str(CHINESE_DIGIT[sign]) for sign in run)
    total, digit = 0, None
    for sign in run:
        if sign in CHINESE_UNIT:
            total += (1 if digit is None else digit) * CHINESE_UNIT[sign]
            digit = None
        else:
            digit = CHINESE_DIGIT[sign]
    return str(total + (digit or 0))
