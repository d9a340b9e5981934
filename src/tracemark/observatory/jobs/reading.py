"""Files of the observatory read into what the rules know: packages, JSON, tables, series. Nothing is stored here."""

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tracemark.findings import Finding, Refused
from tracemark.instruments.jobs.packages import verify_package
from tracemark.instruments.rules.document import read_instrument_json
from tracemark.instruments.rules.questionnaire import Instrument
from tracemark.observatory.data import area_codes
from tracemark.observatory.jobs.documents import documents_of, draft_of
from tracemark.observatory.jobs.sheets import read_tables
from tracemark.observatory.jobs.ways import Reading
from tracemark.observatory.rules.drafts import ReportDraft, in_file, refusal
from tracemark.observatory.rules.facts import RecordFacts
from tracemark.observatory.rules.series.files import Shape, raw_rows, shape_of
from tracemark.observatory.rules.series.reading import read_rows
from tracemark.observatory.rules.series.values import Observation

MOST_TEXT_BYTES = 400_000_000
ENDINGS = frozenset({".zip", ".json", ".jsonl", ".csv", ".tsv", ".xlsx", ".xls", ".ods", ".xml"})


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read. ``way`` says how it was written; ``editions`` are instruments it brought along."""

    path: Path
    way: str
    sha256: str
    reports: tuple[ReportDraft, ...] = ()
    records: tuple[tuple[RecordFacts, str, bool], ...] = ()
    observations: tuple[Observation, ...] = ()
    editions: Mapping[str, Instrument] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files to read, folders by their content in order of names. Raises ValueError for what does not exist."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in ENDINGS]
            found += sorted(inside)
        elif path.is_file():
            found.append(path)
        else:
            raise ValueError(f"{path}: there is no such file or folder")
    if not found:
        raise ValueError("there is no file to load")
    return found


def read_file(path: Path, reading: Reading) -> ReadFile:
    """One file, whatever its content says it is; everything wrong with it is among its findings."""
    try:
        read = _read(path, reading)
    except Refused as refused:
        read = ReadFile(path, "", "", findings=refused.findings)
    except (ValueError, OSError, zipfile.BadZipFile) as error:
        problem = " ".join(str(error).split())[:200]
        read = ReadFile(path, "", "", findings=(refusal("intake_unreadable", "", problem=problem),))
    if not read.findings and not (read.reports or read.records or read.observations):
        read = replace(read, findings=(refusal("intake_empty", ""),))
    return replace(read, findings=tuple(in_file(one, path.name) for one in read.findings))


def _read(path: Path, reading: Reading) -> ReadFile:
    with path.open("rb") as file:
        head = file.read(4096)
        sha256 = hashlib.sha256(head)
        while block := file.read(1 << 20):
            sha256.update(block)
    digest = sha256.hexdigest()
    if head.startswith(b"PK") and _is_package(path):
        return _read_package(path, digest, reading)
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if start in (b"{", b"[", b"<"):
        return _read_text(path, digest, reading)
    shape = shape_of(_head_line(head))
    if shape is not None:
        return _read_series(path, _text_of(path), shape, digest)
    found = read_tables(path, reading)
    way = "csv" if path.suffix.lower() in {".csv", ".tsv", ".txt"} else "sheet"
    return ReadFile(
        path,
        way,
        digest,
        reports=tuple(found.reports),
        records=tuple(found.records),
        findings=tuple(found.findings),
    )


def _head_line(head: bytes) -> str:
    return head.decode("utf-8-sig", "replace").partition("\n")[0]


def _is_package(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return "report.json" in archive.namelist()


def _text_of(path: Path) -> str:
    if path.stat().st_size > MOST_TEXT_BYTES:
        raise ValueError(f"longer than {MOST_TEXT_BYTES // 10**6} MB")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 ({error.reason} at byte {error.start})") from error


def _read_package(path: Path, digest: str, reading: Reading) -> ReadFile:
    contents = verify_package(path.read_bytes(), reading.check)
    instrument = read_instrument_json(contents.instrument)
    draft, findings = draft_of(contents.document, instrument, reading, "report.json")
    drafts = () if draft is None else (replace(draft, signed_key=contents.public_key),)
    return ReadFile(
        path,
        "package",
        digest,
        reports=drafts,
        editions={instrument.name: instrument},
        findings=tuple(findings),
    )


def _read_text(path: Path, digest: str, reading: Reading) -> ReadFile:
    text = _text_of(path)
    shape = shape_of(text)
    if shape is not None:
        return _read_series(path, text, shape, digest)
    drafts: list[ReportDraft] = []
    findings: list[Finding] = []
    for place, document in documents_of(text):
        draft, wrong = draft_of(document, None, reading, place)
        findings += wrong
        if draft is not None:
            drafts.append(draft)
    return ReadFile(path, "json", digest, reports=tuple(drafts), findings=tuple(findings))


def _read_series(path: Path, text: str, shape: Shape, digest: str) -> ReadFile:
    found, findings = read_rows(raw_rows(text, shape), area_codes())
    return ReadFile(path, shape.value, digest, observations=tuple(found), findings=tuple(findings))
