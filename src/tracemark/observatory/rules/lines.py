"""Tables of older collections read into drafts: a line an answer, or a line a report with a column a question."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracemark.findings import Finding
from tracemark.instruments.rules.questionnaire import Instrument
from tracemark.observatory.rules.drafts import GivenCell, ReportDraft, refusal
from tracemark.observatory.rules.facts import RecordFacts

Header = Mapping[str, int]
Row = tuple[str, Sequence[str]]
"""Where a line stands, and its texts."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "state": ("state", "country", "iso2", "alpha2"),
    "edition": ("edition", "instrument", "form"),
    "years": ("years", "period", "covers"),
    "key": ("key", "question", "question_key"),
    "number": ("number", "question_number", "no"),
    "cell": ("cell", "path"),
    "answer": ("answer", "value", "response"),
    "public": ("public", "is_public"),
    "received": ("received", "received_on", "submitted"),
}
"""What columns may be called."""
YEARS = re.compile(r"(\d{4})(?:\s*[-–/]\s*(\d{4}|\d{2}))?")
RECORD_KINDS = (
    "contact_update",
    "fund_donor",
    "fund_project",
    "fund_beneficiary",
    "fund_application",
    "fund_running_project",
)
"""Kinds of records that statistics count."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the lines leave out, said beside the file: State, edition, years."""

    state: str = ""
    edition: str = ""
    years: str = ""


@dataclass(slots=True)
class _Report:
    state: str
    edition: str
    years: tuple[int, int]
    place: str
    received_on: date | None = None
    is_public: bool = True
    cells: list[GivenCell] = field(default_factory=list)


StateOf = Callable[[str], str | None]
EditionOf = Callable[[str], Instrument | None]


def columns_of(texts: Sequence[str]) -> dict[str, int]:
    """The columns of a header by our names; those that have none keep their own."""
    known = {alias: name for name, aliases in NAMES.items() for alias in aliases}
    found: dict[str, int] = {}
    for at, text in enumerate(texts):
        name = text.strip()
        found.setdefault(known.get(name.casefold().replace(" ", "_"), name), at)
    return {name: at for name, at in found.items() if name}


def is_report_table(texts: Sequence[str]) -> bool:
    """Whether a header is that of a table of reports."""
    columns = columns_of(texts)
    return _is_long(columns) or "state" in columns


def _is_long(columns: Header) -> bool:
    return "answer" in columns and ("key" in columns or "number" in columns)


def read_report_table(
    header: Sequence[str], rows: Iterable[Row], *, given: Given, state_of: StateOf, edition_of: EditionOf
) -> tuple[list[ReportDraft], list[Finding]]:
    """The reports of a table, long or wide. ``state_of`` and ``edition_of`` say what texts name; None: nothing."""
    columns = columns_of(header)
    reader = _Reader(columns, given, state_of, edition_of)
    is_long = _is_long(columns)
    for place, texts in rows:
        line = {name: texts[at].strip() if at < len(texts) else "" for name, at in columns.items()}
        if any(line.values()):
            reader.long(place, line) if is_long else reader.wide(place, line)
    return reader.drafts(), reader.findings


class _Reader:
    """Gathers the lines of reports; every line that cannot be read is a refusal with its place."""

    def __init__(self, columns: Header, given: Given, state_of: StateOf, edition_of: EditionOf) -> None:
        self.given, self.state_of, self.edition_of = given, state_of, edition_of
        self.reports: dict[tuple[str, str, tuple[int, int]], _Report] = {}
        self.findings: list[Finding] = []
        self.questions = [name for name in columns if name not in NAMES]

    def long(self, place: str, line: Mapping[str, str]) -> None:
        """A line that holds one answer."""
        report = self._report(place, line)
        if report is None:
            return
        key = line.get("key") or self._key_of(report, line.get("number", ""), place)
        if key is None:
            return
        if not key:
            self.findings.append(refusal("line_without_question", place))
            return
        key, _, path = key.partition("#")
        public = _read_public(line.get("public", ""))
        if public is None:
            self.findings.append(refusal("public_yes_or_no", place, given=line["public"][:40]))
            return
        report.cells.append(GivenCell(key, line.get("cell") or path, line.get("answer", ""), place, public))

    def wide(self, place: str, line: Mapping[str, str]) -> None:
        """A line that holds a whole report, a column a question."""
        report = self._report(place, line)
        if report is None:
            return
        public = _read_public(line.get("public", ""))
        if public is None:
            self.findings.append(refusal("public_yes_or_no", place, given=line["public"][:40]))
            return
        if report.cells:
            self.findings.append(
                refusal(
                    "report_twice",
                    place,
                    state=report.state,
                    first=report.years[0],
                    last=report.years[1],
                    other=report.place,
                )
            )
            return
        report.is_public = public
        for name in self.questions:
            key, _, path = name.partition("#")
            if line[name]:
                report.cells.append(GivenCell(key, path, line[name], f"{place}, {name}"))

    def _report(self, place: str, line: Mapping[str, str]) -> _Report | None:
        text = line.get("state") or self.given.state
        state = self.state_of(text) if text else None
        edition_text = line.get("edition") or self.given.edition
        instrument = self.edition_of(edition_text) if edition_text else None
        years = read_years(line.get("years") or self.given.years)
        received = _read_day(line.get("received", ""))
        wrong = [
            refusal(code, place, given=given[:80])
            for code, given, is_wrong in (
                ("state_not_known", text, state is None),
                ("edition_not_known", edition_text, instrument is None),
                ("years_not_known", line.get("years") or self.given.years, years is None),
                ("day_not_known", line.get("received", ""), bool(line.get("received")) and received is None),
            )
            if is_wrong
        ]
        self.findings += wrong
        if wrong or state is None or instrument is None or years is None:
            return None
        key = (state, instrument.name, years)
        if key not in self.reports:
            self.reports[key] = _Report(state, instrument.name, years, place, received)
        return self.reports[key]

    def _key_of(self, report: _Report, number: str, place: str) -> str | None:
        """The key of a question by its number in the form used; only when exactly one has it."""
        instrument = self.edition_of(report.edition)
        keys = (
            [one.key for one in instrument.questions if number and one.number == number] if instrument else []
        )
        if number and len(keys) != 1:
            self.findings.append(refusal("question_number_not_known", place, number=number[:40]))
            return None
        return keys[0] if keys else ""

    def drafts(self) -> list[ReportDraft]:
        """The reports in order of their first lines."""
        return [
            ReportDraft(
                one.state,
                one.edition,
                *one.years,
                tuple(one.cells),
                one.place,
                one.received_on,
                one.is_public,
            )
            for one in self.reports.values()
        ]


def read_years(text: str) -> tuple[int, int] | None:
    """``2018-2019``, ``2018-19`` or ``2018`` as first and last year; None for anything else."""
    match = YEARS.fullmatch(text.strip())
    if match is None:
        return None
    first = int(match[1])
    last = match[2] or match[1]
    return first, int(last) if len(last) == 4 else first // 100 * 100 + int(last)


def _read_public(text: str) -> bool | None:
    known = {"": True, "yes": True, "y": True, "1": True, "true": True}
    return {**known, **dict.fromkeys(("no", "n", "0", "false"), False)}.get(text.casefold())


def _read_day(text: str) -> date | None:
    """A day; None for a blank and for what is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def is_record_table(texts: Sequence[str]) -> bool:
    """Whether a header is that of a table of records."""
    return {"kind", "ref", "year"} <= {text.strip().casefold() for text in texts}


def read_record_table(
    header: Sequence[str], rows: Iterable[Row], *, state_of: StateOf
) -> tuple[list[tuple[RecordFacts, str, bool]], list[Finding]]:
    """Records of a table: kind, ref, year; state, code, amount, public where they apply. Each with place, public."""
    at = {text.strip().casefold(): place for place, text in enumerate(header)}
    found: list[tuple[RecordFacts, str, bool]] = []
    findings: list[Finding] = []
    seen: dict[tuple[str, str, int], str] = {}
    for place, texts in rows:
        line = {name: texts[one].strip() if one < len(texts) else "" for name, one in at.items()}
        if not any(line.values()):
            continue
        record, wrong = _record(place, line, state_of)
        if record is not None:
            other = seen.setdefault((record.kind, record.ref, record.year), place)
            if other != place:
                wrong.append(refusal("record_twice", place, ref=record.ref, other=other))
        findings += wrong
        if record is not None and not wrong:
            found.append((record, place, _read_public(line.get("public", "")) is not False))
    return found, findings


def _record(
    place: str, line: Mapping[str, str], state_of: StateOf
) -> tuple[RecordFacts | None, list[Finding]]:
    state = state_of(line["state"]) if line.get("state") else ""
    amount = line.get("amount", "").replace(" ", "").replace("\u00a0", "")
    wrong = [
        refusal(code, place, given=given[:80])
        for code, given, is_wrong in (
            ("record_kind_not_known", line["kind"], line["kind"] not in RECORD_KINDS),
            ("record_without_ref", line["ref"], not line["ref"] or len(line["ref"]) > 80),
            ("years_not_known", line["year"], not re.fullmatch(r"(19|20)\d\d", line["year"])),
            ("state_not_known", line.get("state", ""), state is None),
            ("amount_not_a_number", amount, bool(amount) and not re.fullmatch(r"\d{1,15}", amount)),
            ("public_yes_or_no", line.get("public", ""), _read_public(line.get("public", "")) is None),
        )
        if is_wrong
    ]
    if wrong:
        return None, wrong
    return (
        RecordFacts(
            line["kind"],
            line["ref"],
            int(line["year"]),
            state or "",
            line.get("code", "")[:40],
            int(amount) if amount else None,
        ),
        [],
    )
