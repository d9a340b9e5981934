"""The editions that are shipped, one folder an instrument and edition, written by us from public documents."""

from functools import cache
from pathlib import Path

from tracemark.findings import Finding
from tracemark.instruments.rules.questionnaire import Instrument
from tracemark.instruments.rules.reading import FILES, read_instrument

FOLDER = Path(__file__).parent / "editions"
MOST_BYTES = 4_000_000
"""A file of an edition longer than this is not read."""


def read_folder(folder: Path) -> dict[str, str]:
    """The texts of an edition's folder, by file name. Raises ValueError for a file that is no text or too long."""
    texts = {}
    for name in FILES:
        path = folder / name
        if not path.is_file():
            continue
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"{name}: longer than {MOST_BYTES} bytes")
        try:
            texts[name] = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValueError(f"{name}: not UTF-8 ({error.reason} at byte {error.start})") from error
    return texts


@cache
def shipped_texts() -> dict[str, dict[str, str]]:
    """The texts of all shipped editions, by ``id/edition``."""
    folders = sorted(path.parent for path in FOLDER.glob("*/*/instrument.toml"))
    return {f"{folder.parent.name}/{folder.name}": read_folder(folder) for folder in folders}


@cache
def shipped_instruments() -> dict[str, Instrument]:
    """All shipped editions, by ``id/edition``. Raises ValueError for one that cannot be read: a test reads all."""
    found = {}
    for name, texts in shipped_texts().items():
        instrument, findings = read_instrument(texts, shipped_texts())
        if instrument is None or findings:
            raise ValueError(f"{name}: {[(finding.code, dict(finding.params)) for finding in findings]}")
        found[name] = instrument
    return found


def read_and_check(folder: Path) -> tuple[Instrument | None, list[Finding]]:
    """The edition in a folder, which may extend a shipped one, and what is wrong with how it is written."""
    return read_instrument(read_folder(folder), shipped_texts())
