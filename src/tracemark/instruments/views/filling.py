"""Answering a section on screen or from a file; one question with its history, figure, rows and comments."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Finding, Refused
from tracemark.instruments.actions.answers import answer_question, attach_file, carry_over, take_from_register
from tracemark.instruments.forms import FileForm
from tracemark.instruments.jobs.reading import fill_from_sheet, fill_from_submission
from tracemark.instruments.queries.explaining import ROWS_SHOWN, explain
from tracemark.instruments.queries.figures import Proposal
from tracemark.instruments.queries.reports import (
    ReportView,
    comments_of,
    get_proposals,
    history_of,
    may_fill,
    previous_answers,
)
from tracemark.instruments.rules.questionnaire import Kind, Section
from tracemark.instruments.rules.values import read_cells
from tracemark.instruments.tables.explained import explained_cells, history_lines, left_out_lines, method_of
from tracemark.instruments.tables.filling import REASON, form_questions, typed_cells
from tracemark.instruments.tables.overview import finding_lines
from tracemark.instruments.tables.written import written_answer
from tracemark.instruments.views.shared import (
    comment_form,
    get_view,
    heading,
    language_of,
    say,
    say_refusal,
)
from tracemark.oversight.actions import log_access

SUBMISSIONS = {".json", ".xml"}


@require_http_methods(["GET", "HEAD", "POST"])
@requires("report.read")
def section(request: ViewerRequest, number: str, section_key: str) -> HttpResponse:
    """A section to read or to fill in. What is wrong is said, and what is right is kept."""
    view = get_view(request, number)
    found = _section(view, section_key)
    if request.method != "POST":
        return _section_page(request, view, found)
    if not may_fill(request.viewer, view, found.key):
        raise PermissionDenied
    take, carry = request.POST.get("take", ""), request.POST.get("carry", "")
    if take or carry:
        return _take_one(request, view, found, take, carry)
    findings, wrong = _save(request, view, found)
    if findings:
        view = get_view(request, number)
        return _section_page(request, view, found, typed=wrong, findings=findings)
    return redirect("instruments:section", number=number, section_key=found.key)


def _save(
    request: ViewerRequest, view: ReportView, found: Section, *, without: str = ""
) -> tuple[list[Finding], Mapping[str, str]]:
    """Record every answer that is right but that of ``without``; what is wrong comes back with what was typed."""
    typed = {name: text for name, text in request.POST.items() if isinstance(text, str)}
    findings: list[Finding] = []
    count = 0
    for question in view.instrument.in_section(found.key):
        cells = typed_cells(question, typed)
        if cells is None or question.kind is Kind.FILES or question.key == without:
            continue
        value, wrong = read_cells(question, cells)
        if wrong:
            findings += wrong
            continue
        if value == view.answers.get(question.key):
            continue
        try:
            reason = typed.get(f"{REASON}|{question.key}", "")
            now = timezone.now()
            answer_question(
                view.report, key=question.key, value=value, reason=reason, by=request.viewer, at=now
            )
            count += 1
        except Refused as refusal:
            findings += refusal.findings
    if count:
        messages.success(request, _("Questions changed: %(count)s") % {"count": count})
    return findings, typed


def _take_one(
    request: ViewerRequest, view: ReportView, found: Section, take: str, carry: str
) -> HttpResponse:
    """Take one answer from the register, or over from last time; whatever else was typed is saved."""
    findings, wrong = _save(request, view, found, without=take or carry)
    given: dict[str, Any] = {"by": request.viewer, "at": timezone.now()}
    try:
        if take:
            take_from_register(view.report, keys=frozenset({take}), replace=True, **given)
        else:
            carry_over(view.report, keys=frozenset({carry}), **given)
    except Refused as refusal:
        say_refusal(request, refusal)
    if findings:
        view = get_view(request, view.report.number)
        return _section_page(request, view, found, typed=wrong, findings=findings)
    return redirect("instruments:section", number=view.report.number, section_key=found.key)


def _section_page(
    request: ViewerRequest,
    view: ReportView,
    found: Section,
    *,
    typed: Mapping[str, str] | None = None,
    findings: list[Finding] | None = None,
) -> HttpResponse:
    language = language_of(request)
    sections = view.instrument.sections
    at = sections.index(found)
    context = {
        **heading(view, language),
        "section": found,
        "section_title": view.instrument.text(f"section.{found.key}", language),
        "next": sections[at + 1] if at + 1 < len(sections) else None,
        "questions": form_questions(
            view,
            found.key,
            language,
            proposals=_proposals(request, view, found),
            before=previous_answers(view),
            typed=typed,
        ),
        "wrong": [line.text for line in finding_lines(view, findings or (), language)],
        "may_fill": may_fill(request.viewer, view, found.key),
    }
    return render(request, "instruments/section.html", context, status=422 if findings else 200)


def _proposals(request: ViewerRequest, view: ReportView, found: Section) -> dict[str, Proposal]:
    """What the register would answer in this section; nothing for who may not count."""
    keys = [question.key for question in view.instrument.in_section(found.key) if question.prefill]
    if not keys or not view.is_open or not request.viewer.may("figure.read"):
        return {}
    return get_proposals(request.viewer, view, keys)


@require_safe
@requires("report.read")
def question(request: ViewerRequest, number: str, key: str) -> HttpResponse:
    """One question: the answer, who gave it, what the register says, and the rows that were counted."""
    view, language = get_view(request, number), language_of(request)
    asked = view.instrument.by_key.get(key)
    if asked is None:
        raise Http404
    explanation = explain(request.viewer, view, key) if request.viewer.may("figure.read") else None
    log_access(request.viewer, verb="explain_answer", subject=f"{number} {key}")
    context = {
        **heading(view, language),
        "key": key,
        "section_key": asked.section,
        "answer": written_answer(view.instrument, asked, view.answers.get(key), language, view.years),
        "basis": asked.basis,
        "history": history_lines(view, history_of(view, key), language),
        "explanation": explanation,
        "cells": explained_cells(view, explanation, language) if explanation else [],
        "method": method_of(explanation) if explanation else [],
        "left_out": left_out_lines(explanation) if explanation else [],
        "rows_shown": ROWS_SHOWN,
        "comments": comments_of(view, key),
        "comment_form": comment_form(),
        "file_form": FileForm() if asked.kind is Kind.FILES else None,
        "may_fill": may_fill(request.viewer, view, asked.section),
    }
    return render(request, "instruments/question.html", context)


@require_POST
@requires("report.fill")
def upload(request: ViewerRequest, number: str) -> HttpResponse:
    """Answers from a spreadsheet made by us, or from a phone form's submission."""
    view = get_view(request, number)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect("instruments:report", number=number)
    file, reason = form.cleaned_data["file"], form.cleaned_data["reason"]
    suffix = Path(file.name).suffix.lower()
    try:
        if suffix in SUBMISSIONS:
            read = fill_from_submission(
                view.report, file.read(), reason=reason, by=request.viewer, at=timezone.now()
            )
        else:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"answers{suffix}"
                path.write_bytes(file.read())
                read = fill_from_sheet(view.report, path, reason=reason, by=request.viewer, at=timezone.now())
        say(request, *read.findings)
        messages.success(request, _("Questions changed: %(count)s") % {"count": len(read.changes)})
    except Refused as refusal:
        say_refusal(request, refusal)
    return redirect("instruments:report", number=number)


@require_POST
@requires("report.fill")
def attach(request: ViewerRequest, number: str, key: str) -> HttpResponse:
    """A file for a question that asks for files."""
    view = get_view(request, number)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            attach_file(
                view.report,
                key=key,
                name=file.name,
                media_type=file.content_type or "",
                content=file.read(),
                by=request.viewer,
                at=timezone.now(),
            )
        except Refused as refusal:
            say_refusal(request, refusal)
    return redirect("instruments:question", number=number, key=key)


def _section(view: ReportView, key: str) -> Section:
    found = view.instrument.find_section(key)
    if found is None:
        raise Http404
    return found
