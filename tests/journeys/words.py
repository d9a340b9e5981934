"""What the pages say in a language, by what they say in English; and what they must not say."""

import re

from django.utils import translation
from playwright.sync_api import Page

from tracemark.config.farland.node import NAME, UNITS

LANGUAGES = {"en": "en-GB", "ar": "ar", "zh-hans": "zh-CN"}
"""Languages of the journeys, and the locale of a browser that asks for each."""

NAMES = frozenset(
    {
        "Tracemark",
        "Farland",
        "XF",
        "XN",
        "XM",
        "XO",
        "XS",
        "English",
        "Français",
        "Español",
        "CSV",
        "XLSX",
        "XLS",
        "ODS",
        "JSON",
        "SVG",
    }
    | {"GeoJSON", "IATG", "ITI", "KML", "SaferGuard", "kg", "kPa", "ms", "km", "PNG", "JPEG"}
    | {"Tab", "Shift", "Delete"}
    | {"SDG", "SDMX", "ML", "SHA", "API", "QR", "HTTPS", "localhost", "PDF", "DOCX", "XLSForm", "XML"}
)
"""Words in Latin letters that stand in every language: names, formats, standards, units, keys."""

TYPED = re.compile(
    "\u2068[^\u2069]*\u2069|" + "|".join({NAME, *(text for unit in UNITS for text in unit[:2])})
)
"""What was typed or read, inside a sentence; and the demo's units, which stand in lists to choose from."""

LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")

INTERFACE_TEXT = """() => {
  const foreign = 'bdi, code, .mark, [translate=no], [lang]:not(html), script, noscript, style, title';
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());)
    if (!node.parentElement.closest(foreign)) texts.push(node.textContent);
  for (const element of document.querySelectorAll('[title], [aria-label], [placeholder], img[alt]'))
    if (!element.closest(foreign))
      texts.push(...['title', 'aria-label', 'placeholder', 'alt'].map(name => element.getAttribute(name) || ''));
  return texts.map(text => text.trim()).filter(Boolean);
}"""


class Words:
    """The words of one language: ``words("Find")`` is what the button says."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, english: str) -> str:
        """The translation of an English text of ours."""
        with translation.override(self.language):
            return translation.gettext(english)


def left_in_english(page: Page) -> set[str]:
    """Texts of the interface that hold English words. What was typed or read stands in ``<bdi>`` and is left out."""
    texts: list[str] = page.evaluate(INTERFACE_TEXT)
    return {text for text in texts if set(LATIN_WORD.findall(TYPED.sub("", text))) - NAMES}
