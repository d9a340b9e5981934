"""A report as PDF/UA: tagged, with a title and a language, in any of the six languages."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from tracemark.instruments.tables.written import WrittenReport

DATA = Path(__file__).parent.parent / "data"
FONTS = {
    "zh-hans": ["Noto Sans", "Noto Sans CJK SC"],
    "ar": ["Noto Sans Arabic", "Noto Sans"],
}
ALL_FONTS = ["Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC"]
LANGUAGE_TAGS = {"zh-hans": "zh"}


def report_pdf(report: WrittenReport) -> bytes:
    """The report as the bytes of a PDF that follows PDF/UA-1."""
    made = typst.compile(
        DATA / "report.typ",
        format="pdf",
        font_paths=[DATA / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(report_values(report), ensure_ascii=False)},
        pdf_standards="ua-1",
    )
    return made


def report_values(report: WrittenReport) -> dict[str, Any]:
    """What the page's template needs, with each heading as one line."""
    values = asdict(report)
    own = FONTS.get(report.language, [])
    values["fonts"] = [*own, *(name for name in ALL_FONTS if name not in own)]
    values["lang"] = LANGUAGE_TAGS.get(report.language, report.language)
    for section in values["sections"]:
        section["title_line"] = f"{section['number']} {section['title']}".strip()
        for answer in section["answers"]:
            answer["title_line"] = f"{answer['number']} {answer['question']}".strip()
    return values
