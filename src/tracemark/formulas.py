"""Text that a spreadsheet would run as a formula: made safe on the way out, given back as it stood on the way in."""

import re

START = r"[=+\-@\t\r\n＝＋－＠]"
HARMLESS = r"(?:[+\-]+|[+\-]?\d[\d.,]*)\Z"  # a dash for "none", a number with its sign
DANGEROUS = re.compile(rf"'*[ \u00a0]*(?!{HARMLESS}){START}")


def neutralize(text: str) -> str:
    """``text`` with an apostrophe in front when a spreadsheet could take it for a formula.

    ``restore`` is its exact inverse: ``restore(neutralize(text)) == text`` for every text.
    """
    return f"'{text}" if DANGEROUS.match(text) else text


def restore(text: str) -> str:
    """``text`` as it stood before ``neutralize``; all other text is returned as it is."""
    return text[1:] if text.startswith("'") and DANGEROUS.match(text) else text
