"""The form as PDF/UA: tagged, with a title and a language, in any of the six languages."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from tracemark.tracing.tables.forms import WrittenRequest

PAGE = Path(__file__).parent.parent / "data" / "request.typ"
FONTS = Path(__file__).parents[2] / "instruments" / "data" / "fonts"
"""The fonts of documents in six languages; the reports of `instruments` are set in them too."""
FIRST = {"ar": ["Noto Sans Arabic", "Noto Sans"], "zh-hans": ["Noto Sans", "Noto Sans CJK SC"]}
ALL = ["Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC"]


def request_pdf(form: WrittenRequest) -> bytes:
    """The form as the bytes of a PDF that follows PDF/UA-1."""
    return typst.compile(
        PAGE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"form": json.dumps(_values(form), ensure_ascii=False)},
        pdf_standards="ua-1",
    )


def _values(form: WrittenRequest) -> dict[str, Any]:
    first = FIRST.get(form.language, [])
    return {
        **asdict(form),
        "fonts": [*first, *(name for name in ALL if name not in first)],
        "lang": form.language.partition("-")[0],
        "dir": "rtl" if form.language == "ar" else "ltr",
    }
