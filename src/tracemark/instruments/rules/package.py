"""A submission package: what is signed, what lies in it, and how a stranger checks it.

The package is a ZIP with ``report.json`` (the document), ``instrument.json`` (its edition), ``seal.json`` (the sealed
text, the node's Ed25519 signature and public key) and ``attachments/SHA256``. The seal names the SHA-256 of
``report.json`` and of ``instrument.json``; the report names that of each attachment. Nothing else may lie in it,
and it is written in one way only (`pack`), so that no byte of it can change unnoticed.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

from tracemark.figures.rules.frozen import Json
from tracemark.findings import Finding, Severity

KIND = "report_seal"
REPORT, INSTRUMENT, SEAL, ATTACHMENTS = "report.json", "instrument.json", "seal.json", "attachments/"
MOST_BYTES = 60_000_000
MOST_FILES = 500
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3


@dataclass(frozen=True, slots=True)
class SealFacts:
    """What the node's signature covers. ``sealed_at`` is ISO 8601; ``sha256`` is that of the document's bytes.

    ``edition_sha256`` is that of the edition with its words: what was asked is sealed as well as what was answered.
    """

    state: str
    report: str
    instrument: str
    sealed_at: str
    sha256: str
    edition_sha256: str


def seal_text(facts: SealFacts) -> str:
    """The text that is signed: canonical JSON of the facts."""
    return json.dumps(
        {"kind": KIND, **asdict(facts)}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def seal_file(text: str, signature: str, public_key: str) -> bytes:
    """``seal.json``: the sealed text, its signature, and whose key says so."""
    seal = {"text": text, "signature": signature, "public_key": public_key, "algorithm": "Ed25519"}
    return (json.dumps(seal, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP: in order of their names, not compressed, all of one day, so that the same files give the
    same bytes on every machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = UNIX, 0o600 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Contents:
    """A package that holds together: its document, edition and seal. The signature is still to be checked."""

    document: dict[str, Json]
    document_text: str
    instrument: dict[str, Json]
    facts: SealFacts
    seal_text: str
    signature: str
    public_key: str


def read_package(files: Mapping[str, bytes]) -> tuple[Contents | None, list[Finding]]:
    """What the files of a package say, and everything that does not hold together."""
    missing = [name for name in (REPORT, INSTRUMENT, SEAL) if name not in files]
    if missing:
        return None, [_wrong("package_file_missing", file=name) for name in missing]
    try:
        text = files[REPORT].decode("utf-8")
        document, instrument, seal = (json.loads(files[name]) for name in (REPORT, INSTRUMENT, SEAL))
        sealed = json.loads(seal["text"])
        facts = SealFacts(**{name: str(sealed[name]) for name in SealFacts.__slots__})
        contents = Contents(
            document,
            text,
            instrument,
            facts,
            str(seal["text"]),
            str(seal["signature"]),
            str(seal["public_key"]),
        )
        named = _attachments(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return None, [_wrong("package_unreadable", problem=str(error)[:200])]
    findings = _check(contents, sealed, files, named)
    return (None if findings else contents), findings


def _check(
    contents: Contents, sealed: Mapping[str, Json], files: Mapping[str, bytes], named: Mapping[str, str]
) -> list[Finding]:
    findings = []
    if hashlib.sha256(files[REPORT]).hexdigest() != contents.facts.sha256:
        findings.append(_wrong("package_changed", file=REPORT))
    if hashlib.sha256(files[INSTRUMENT]).hexdigest() != contents.facts.edition_sha256:
        findings.append(_wrong("package_changed", file=INSTRUMENT))
    if files[SEAL] != seal_file(contents.seal_text, contents.signature, contents.public_key):
        findings.append(_wrong("package_changed", file=SEAL))
    known = {REPORT, INSTRUMENT, SEAL, *(f"{ATTACHMENTS}{sha256}" for sha256 in named)}
    findings += [_wrong("package_file_unknown", file=name[:80]) for name in files if name not in known]
    if sealed.get("kind") != KIND or contents.document.get("state") != contents.facts.state:
        findings.append(_wrong("package_seal_of_another", file=SEAL))
    for sha256, name in named.items():
        content = files.get(f"{ATTACHMENTS}{sha256}")
        if content is None:
            findings.append(_wrong("package_file_missing", file=name))
        elif hashlib.sha256(content).hexdigest() != sha256:
            findings.append(_wrong("package_changed", file=name))
    return findings


def _attachments(document: Mapping[str, Json]) -> dict[str, str]:
    """SHA-256 and name of every file that the answers name."""
    found: dict[str, str] = {}
    for line in cast(list[dict[str, Json]], document["answers"]):
        answer = line["answer"]
        for one in answer if isinstance(answer, list) else ():
            if isinstance(one, dict) and "sha256" in one:
                found[str(one["sha256"])] = str(one.get("name", ""))
    return found


def _wrong(code: str, **params: str) -> Finding:
    return Finding(code, params, Severity.REFUSAL)
