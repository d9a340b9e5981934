"""An edition as an XLSForm file for the survey tools of the field."""

import io

import xlsxwriter
from django.utils.translation import override

from tracemark.instruments.rules.questionnaire import LANGUAGES, Instrument
from tracemark.instruments.rules.xlsform import form_sheets
from tracemark.ui.words import word

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
FIXED = ("yes", "no", "developing")


def fixed_words() -> dict[str, dict[str, str]]:
    """The words of yes, no and developing in each language."""
    found: dict[str, dict[str, str]] = {code: {} for code in FIXED}
    for language in LANGUAGES:
        with override(language):
            for code in FIXED:
                found[code][language] = word(f"answer_{code}")
    return found


def xlsform(instrument: Instrument, version: str) -> bytes:
    """The form as the bytes of an XLSX file with the sheets survey, choices and settings."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        for name, rows in form_sheets(instrument, version, fixed_words()).items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, columns)
            for at, row in enumerate(rows, 1):
                sheet.write_row(at, 0, [row.get(column, "") for column in columns])
    return out.getvalue()
