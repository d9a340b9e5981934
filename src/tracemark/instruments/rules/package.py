"""A submission package: what is signed, what lies in it, and how a stranger checks it.

The package is a ZIP with ``report.json`` (the document), ``instrument.json`` (its edition), ``seal.json`` (the sealed
text, the node's Ed25519 signature and public key) and ``attachments/SHA256``. The seal names the SHA-256 of
``report.json``; the report names that of each attachment.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import cast

from tracemark.figures.rules.frozen import Json
from tracemark.findings import Finding, Severity

KIND = "report_seal"
REPORT, INSTRUMENT, SEAL, ATTACHMENTS = "report.json", "instrument.json", "seal.json", "attachments/"
MOST_BYTES = 60_000_000
MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class SealFacts:
    """What the node's signature covers. ``sealed_at`` is ISO 8601; ``sha256`` is that of the document's bytes."""

    state: str
    report: str
    instrument: str
    sealed_at: str
    sha256: str


def seal_text(facts: SealFacts) -> str:
    """The text that is signed: canonical JSON of the facts."""
    return json.dumps(
        {"kind": KIND, **asdict(facts)}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


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
