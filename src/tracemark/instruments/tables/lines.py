"""Reports as plain text for a terminal and as JSON values for programs."""

import json
from collections.abc import Iterable, Mapping
from typing import cast

from tracemark.figures.rules.frozen import Json
from tracemark.findings import Finding
from tracemark.instruments.models import Entry
from tracemark.instruments.queries.reports import ReportStatus, ReportView
from tracemark.instruments.rules.progress import Difference
from tracemark.instruments.rules.questionnaire import Instrument
from tracemark.instruments.rules.values import Answer, value_cells
from tracemark.ui.words import word


def finding_text(finding: Finding) -> str:
    """A finding as a sentence."""
    return word(finding.code, **finding.params)


def status_json(status: ReportStatus) -> dict[str, Json]:
    """How far a report is."""
    view = status.view
    return {
        "report": view.report.number,
        "instrument": view.instrument.name,
        "standing": view.instrument.standing.value,
        "years": list(view.years),
        "stage": view.report.stage,
        "sections": [
            {
                "section": one.section,
                "asked": one.asked,
                "answered": one.answered,
                "completeness": one.completeness,
                "numbers": one.numbers,
                "from_register": one.sourced,
                "score": one.score,
                "sound": one.sound,
                "blank_cells": one.blank_cells,
                "quality": one.quality,
                **_changed_json(status, one.section),
            }
            for one in status.sections
        ],
        "previous": view.report.previous.number if view.report.previous else None,
        "differences": differences_json(status.differences),
        "findings": [finding_json(finding) for finding in status.findings],
        "signatures": [
            {"name": one.by.name, "at": one.at.isoformat(timespec="seconds")} for one in status.signatures
        ],
        "sha256": status.submission.sha256 if status.submission else None,
    }


def _changed_json(status: ReportStatus, section: str) -> dict[str, Json]:
    """In how many questions of a section something differs from last time, and in how many a number jumped."""
    changed, jumped = changed_keys(status, section)
    return {"changed": len(changed), "jumped": len(jumped)}


def changed_keys(status: ReportStatus, section: str) -> tuple[frozenset[str], frozenset[str]]:
    """The questions of a section in which something differs from last time, and those in which a number jumped."""
    keys = {question.key for question in status.view.instrument.in_section(section)}
    own = [one for one in status.differences if one.question in keys]
    return (
        frozenset(one.question for one in own),
        frozenset(one.question for one in own if one.jumped),
    )


def finding_json(finding: Finding) -> dict[str, Json]:
    """A finding with its words."""
    params = cast(dict[str, Json], dict(finding.params))
    return {
        "code": finding.code,
        "params": params,
        "severity": finding.severity.value,
        "words": finding_text(finding),
    }


def status_text(status: ReportStatus, language: str) -> str:
    """How far a report is, line by line."""
    view = status.view
    lines = [f"{view.report.number}  {view.instrument.name}  {word('stage_' + view.report.stage)}", ""]
    for section, one in zip(view.instrument.sections, status.sections, strict=True):
        title = view.instrument.text(f"section.{section.key}", language)
        score = "" if one.score is None else f"  {word('report_score', percent=one.score)}"
        score += "" if one.quality is None else f"  {word('report_quality', percent=one.quality)}"
        lines.append(f"{section.number:>3}  {one.answered:>3}/{one.asked:<3} {title}{score}")
    lines += ["", *(f"! {finding_text(finding)}" for finding in status.findings)]
    lines += [f"{word('report_fact_signed')}: {one.by.name}" for one in status.signatures]
    return "\n".join(lines) + "\n"


def differences_json(differences: Iterable[Difference]) -> list[Json]:
    """What differs, cell by cell."""
    return [
        {
            "question": one.question,
            "cell": one.path,
            "before": one.before,
            "after": one.after,
            "jumped": one.jumped,
        }
        for one in differences
    ]


def changes_text(instrument: Instrument, changes: Iterable[tuple[str, Answer, Answer]]) -> str:
    """What a file or the register changed, a line a question."""
    lines = []
    for key, before, after in changes:
        question = instrument.by_key[key]
        texts = (
            json.dumps(value_cells(question, one), ensure_ascii=False) if one is not None else "–"
            for one in (before, after)
        )
        lines.append(f"{key}: " + " → ".join(texts))
    return "\n".join([*lines, word("report_changed_count", count=len(lines))]) + "\n"


def explanation_json(
    view: ReportView, key: str, history: Iterable[Entry], now: Mapping[str, Json]
) -> dict[str, Json]:
    """What a question holds, who answered it, and what the register says, down to its rows."""
    question = view.instrument.by_key[key]
    entry = view.entries.get(key)
    return {
        "report": view.report.number,
        "key": key,
        "number": question.number,
        "question": view.instrument.question_text(key, "en"),
        "basis": question.basis,
        "evidence": question.evidence.value,
        "answer": cast(Json, view.answers.get(key)),
        "way": entry.way if entry else None,
        "reason": entry.reason if entry else None,
        "source": json.loads(entry.source) if entry and entry.source else None,
        "history": [
            {
                "at": one.at.isoformat(timespec="seconds"),
                "by": one.by.name if one.by else "console",
                "way": one.way,
                "value": json.loads(one.value),
                "reason": one.reason,
            }
            for one in history
        ],
        "register": dict(now) or None,
    }
