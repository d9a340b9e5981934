"""Files of a case: which kinds are taken, told by their first bytes and not by their name."""

from tracemark.findings import Finding, Param, Severity

MOST_BYTES = 5_000_000
MAGIC = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", "application/pdf"))
PICTURES = frozenset({"image/jpeg", "image/png"})


def media_type_of(data: bytes) -> str:
    """The media type that the first bytes tell; empty when the file is of no kind we take."""
    return next((name for start, name in MAGIC if data.startswith(start)), "")


def check_file(name: str, data: bytes, *, pictures_only: bool) -> tuple[Finding, ...]:
    """Why a file is refused."""
    if len(data) > MOST_BYTES:
        params: dict[str, Param] = {"file": name[:200], "megabytes": MOST_BYTES // 1_000_000}
        return (Finding("case_file_too_large", params, Severity.REFUSAL),)
    kind = media_type_of(data)
    if not kind or (pictures_only and kind not in PICTURES):
        return (Finding("case_file_kind_not_taken", {"file": name[:200]}, Severity.REFUSAL),)
    return ()
