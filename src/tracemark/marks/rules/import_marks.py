"""Import marks: country and, where possible, year of import, with the importer (ITI 8 b)."""

import re

from tracemark.marks.rules.mark import Mark, Role
from tracemark.marks.rules.normalizing import normalize

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")


def read_import_mark(verbatim: str, content: str) -> Mark:
    """Read what follows the word of an import mark: ``FARTRADE XF 2003``.

    The last word of two Latin capitals is the country (ISO alpha-2); the last number from 1900 to 2099 is the
    year; the words before are the importer.
    """
    years = list(_YEAR.finditer(content))
    words = list(_WORD.finditer(content))
    countries = [word for word in words if re.fullmatch("[A-Z]{2}", word[0])]
    country = countries[-1] if countries else None
    importer = " ".join(word[0] for word in words if word is not country)
    spelling = normalize(content, Role.IMPORT)
    return Mark(
        role=Role.IMPORT,
        verbatim=verbatim,
        normalized=spelling.normalized,
        alternatives=spelling.alternatives,
        script=spelling.script,
        certainty=spelling.certainty,
        country=country[0] if country else None,
        year=int(years[-1][0]) if years else None,
        importer=importer or None,
        steps=spelling.steps,
    )
