"""Reports as JSON documents: what a node submits, one, a list of them or one a line, with what a State keeps back."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from tracemark.findings import Finding
from tracemark.instruments.rules.questionnaire import Instrument
from tracemark.instruments.rules.values import Answer, value_cells
from tracemark.observatory.jobs.ways import Reading
from tracemark.observatory.rules.drafts import GivenCell, ReportDraft, refusal

REPORT_KIND = "national_report"


def documents_of(text: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """One report, a list of them, or one a line; each with its place."""
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        if "\n" not in text.strip() or error.msg != "Extra data":
            raise
        lines = ((number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())
        yield from ((f"line {number}", json.loads(line)) for number, line in lines)
        return
    if isinstance(held, list):
        yield from ((f"report {number}", one) for number, one in enumerate(held, 1))
    else:
        yield "", held


def draft_of(
    document: Mapping[str, object], instrument: Instrument | None, reading: Reading, place: str
) -> tuple[ReportDraft | None, list[Finding]]:
    """The draft of a report document (`instruments.rules.document`), with what a State keeps back.

    Beside the document's own fields: ``public`` (false: the whole report), ``not_public`` (keys), ``received_on``.
    """
    try:
        if document["kind"] != REPORT_KIND:
            return None, [refusal("document_of_another_kind", place, kind=str(document["kind"])[:40])]
        named = cast(Mapping[str, str], document["instrument"])
        name = f"{named['id']}/{named['edition']}"
        edition = instrument or reading.edition(name)
        if edition is None:
            return None, [refusal("edition_not_known", place, given=name[:80])]
        state = reading.state(str(document["state"]))
        if state is None:
            return None, [refusal("state_not_known", place, given=str(document["state"])[:80])]
        years = [int(year) for year in cast(Sequence[int], document["years"])]
        hidden = frozenset(cast(Sequence[str], document.get("not_public", ())))
        received = document.get("received_on")
        cells, findings = _cells_of(document, edition, hidden, place)
        return (
            ReportDraft(
                state,
                edition.name,
                min(years),
                max(years),
                tuple(cells),
                place,
                date.fromisoformat(str(received)) if received else None,
                document.get("public", True) is True,
            ),
            findings,
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        problem = f"{type(error).__name__}: {error}"[:200]
        return None, [refusal("document_unreadable", place, problem=problem)]


def _cells_of(
    document: Mapping[str, object], edition: Instrument, hidden: frozenset[str], place: str
) -> tuple[list[GivenCell], list[Finding]]:
    cells, findings = [], []
    for number, line in enumerate(cast(Sequence[Mapping[str, object]], document["answers"]), 1):
        key, value = str(line["key"]), cast(Answer, line["answer"])
        where = f"{place}, answer {number}" if place else f"answer {number}"
        if value is None:
            continue
        question = edition.by_key.get(key)
        if question is None:
            findings.append(refusal("question_unknown", where, question=key[:80]))
            continue
        try:
            texts = value_cells(question, value)
        except (AttributeError, TypeError, ValueError):
            findings.append(refusal("answer_of_another_kind", where, question=key))
            continue
        cells += [GivenCell(key, path, text, where, key not in hidden) for path, text in texts.items()]
    unknown = [key for key in hidden if key not in edition.by_key]
    findings += [refusal("question_unknown", place, question=key[:80]) for key in unknown]
    return cells, findings
