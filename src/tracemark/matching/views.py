"""Screens of matching: the search box, seizures with their proposals, two weapons side by side."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.matching.actions.judging import judge
from tracemark.matching.forms import FindForm, JudgementForm, MatchYearForm, ProposalFilterForm, WatchForm
from tracemark.matching.jobs.contradictions import find_contradictions
from tracemark.matching.jobs.seizures import match_seizures
from tracemark.matching.queries.comparing import Pair, compare_weapons
from tracemark.matching.queries.finding import Found, find
from tracemark.matching.queries.models import list_models
from tracemark.matching.queries.proposals import (
    ProposalFilters,
    QueuePlace,
    count_stages,
    filtered_proposals,
    find_queue_place,
    judgements_of,
    list_proposals,
    proposal_lines,
)
from tracemark.matching.queries.watching import watch
from tracemark.matching.rules.judging import Verdict
from tracemark.matching.tables.answers import (
    NoneLine,
    elsewhere_lines,
    found_settling,
    none_line,
    other_findings,
    others_words,
    ranked_lines,
)
from tracemark.matching.tables.pairs import fact_lines, mark_lines, reason_lines, sides_of
from tracemark.matching.tables.proposals import proposal_rows, proposals_csv, stage_links
from tracemark.matching.tables.settling import settling_lines
from tracemark.matching.tables.watching import (
    finding_lines,
    honesty_panels,
    model_rows,
    month_rows,
    report_csv,
)
from tracemark.matching.tables.wording import Wording, chance_code, percent_of, tone_of
from tracemark.oversight.actions import log_access
from tracemark.reference.queries import get_tables
from tracemark.ui.words import word


@require_safe
@requires("weapon.search")
def search(request: ViewerRequest) -> HttpResponse:
    """The search box with its answer."""
    form = FindForm(request.GET or None)
    context: dict[str, object] = {"form": form}
    if request.GET and form.is_valid() and form.question.is_empty:
        context["problem"] = word("search_needs_something")
    elif request.GET and form.is_valid():
        log_access(request.viewer, verb="search", subject=_asked(request))
        context |= _answer_context(find(request.viewer, form.question, is_deep=form.cleaned_data["deep"]))
    return render(request, "matching/find.html", context)


def _asked(request: ViewerRequest) -> str:
    """What was asked, as it was typed: the access log is read by people."""
    return " ".join(str(value) for _name, value in sorted(request.GET.items()) if value)


def _answer_context(found: Found) -> dict[str, object]:
    wording = Wording(found.tables)
    lines = ranked_lines(found)
    return {
        "found": found,
        "lines": lines,
        "best": next((line for line in lines if not isinstance(line, NoneLine)), None),
        "others": others_words(found.answer),
        "settling": found_settling(found),
        "elsewhere": elsewhere_lines(found),
        "findings": [
            {"severity": finding.severity, "words": wording.shown(finding)}
            for finding in other_findings(found)
        ],
    }


@require_safe
@requires("weapon.read")
def seizures(request: ViewerRequest) -> HttpResponse:
    """Seizures with the best proposal of each and what was judged."""
    form = ProposalFilterForm(request.GET)
    filters = _filters(form)
    page = list_proposals(request.viewer, filters, after=request.GET.get("after", "")[:20])
    query = request.GET.copy()
    query.pop("after", None)
    log_access(request.viewer, verb="read_proposals", subject=request.GET.urlencode())
    context = {
        "form": form,
        "match_form": MatchYearForm(initial={"year": filters.year}),
        "rows": proposal_rows(page.lines, Wording(get_tables())),
        "next_after": page.next_after,
        "query": query.urlencode(),
        "stages": stage_links(count_stages(request.viewer, filters.year), filters),
        "judging": urlencode({"year": filters.year or "", "stage": filters.stage}),
        "is_filtered": any(query.values()),
        "may_judge": request.viewer.may("match.judge"),
    }
    return render(request, "matching/seizures.html", context)


@require_safe
@requires("weapon.read")
def seizures_csv(request: ViewerRequest) -> HttpResponse:
    """All proposals that fit the filter, as CSV."""
    rows = list(filtered_proposals(request.viewer, _filters(ProposalFilterForm(request.GET))))
    log_access(request.viewer, verb="export", subject=f"proposals {request.GET.urlencode()}")
    return HttpResponse(
        proposals_csv(proposal_lines(request.viewer, rows), Wording(get_tables())),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="matching.csv"'},
    )


@require_POST
@requires("weapon.read", "match.judge")
def match_now(request: ViewerRequest) -> HttpResponse:
    """Match a year's seizures and look for contradictions."""
    form = MatchYearForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Type the year whose seizures are to be matched."))
        return redirect("matching:seizures")
    year = form.cleaned_data["year"]
    log_access(request.viewer, verb="match", subject=str(year))
    matches = match_seizures(year, by=request.viewer, at=timezone.now(), progress=_silently)
    alerts = find_contradictions(by=request.viewer, progress=_silently)
    messages.success(request, word("match_done", count=len(matches.answers), changed=matches.changed))
    if alerts.new:
        messages.warning(request, word("alerts_new", count=alerts.new))
    response = redirect("matching:seizures")
    response["Location"] += f"?year={year}"
    return response


def _silently(step: str, done: int, total: int) -> None:
    """A request has no place to show progress."""


@require_safe
@requires("weapon.search")
def compare(request: ViewerRequest, first: UUID, second: UUID) -> HttpResponse:
    """Two weapons side by side, with the form to judge them."""
    pair = _get_pair(request, first, second)
    log_access(request.viewer, verb="compare", subject=f"{pair.first.record_no} {pair.second.record_no}")
    return _compare_page(request, pair, JudgementForm(initial={"judgement_id": uuid4()}))


@require_POST
@requires("weapon.search", "match.judge")
def give_judgement(request: ViewerRequest, first: UUID, second: UUID) -> HttpResponse:
    """Record a judgement; a new one later replaces it and both stay on record."""
    pair = _get_pair(request, first, second)
    form = JudgementForm(request.POST)
    if not form.is_valid():
        return _compare_page(request, pair, form, status=422)
    try:
        judgement = judge(
            judgement_id=form.cleaned_data["judgement_id"],
            weapon_id=first,
            other_id=second,
            verdict=Verdict(form.cleaned_data["verdict"]),
            why=form.cleaned_data["why"],
            by=request.viewer,
            at=timezone.now(),
        )
    except Refused as refusal:
        for finding in refusal.findings:
            messages.error(request, word(finding.code, **finding.params))
    else:
        verdict = word(f"verdict_{judgement.verdict}")
        messages.success(request, _("Recorded: %(verdict)s. You can judge again.") % {"verdict": verdict})
        if "next" in request.POST:
            return _to_next(request, pair)
    return _to(request, "matching:compare", first, second)


def _to_next(request: ViewerRequest, pair: Pair) -> HttpResponse:
    """On to the next pair of the queue, or back to the list when that was the last."""
    place = _queue_place(request, pair)
    if place is not None and place.after is not None:
        return _to(request, "matching:compare", *place.after)
    messages.info(request, _("That was the last one in this list."))
    return _to(request, "matching:seizures")


def _to(request: ViewerRequest, name: str, *ids: UUID) -> HttpResponse:
    """Redirect, keeping the filter that the officer works by."""
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{reverse(name, args=ids)}{f'?{query}' if query else ''}")


def _queue_place(request: ViewerRequest, pair: Pair) -> QueuePlace | None:
    """The place in the work list, when the officer came from there: the filter stands in the address."""
    if "stage" not in request.GET or not request.viewer.may("weapon.read"):
        return None
    return find_queue_place(request.viewer, _filters(ProposalFilterForm(request.GET)), pair.first.record_no)


@require_safe
@requires("oversight.read")
def watching(request: ViewerRequest) -> HttpResponse:
    """How matching does: answers by month, stated beside judged, what waits, and the models."""
    form = WatchForm(request.GET)
    report = watch(request.viewer, today=timezone.localdate(), year=_year(form))
    log_access(request.viewer, verb="watch_matching", subject=request.GET.urlencode())
    context = {
        "form": form,
        "report": report,
        "query": request.GET.urlencode(),
        "months": month_rows(report.months),
        "honesty": honesty_panels(report),
        "drift": finding_lines(report.drift),
        "models": model_rows(list_models(request.viewer)),
    }
    return render(request, "matching/watch.html", context)


@require_safe
@requires("oversight.read")
def watching_csv(request: ViewerRequest) -> HttpResponse:
    """Months and bands of the report, as CSV."""
    report = watch(request.viewer, today=timezone.localdate(), year=_year(WatchForm(request.GET)))
    log_access(request.viewer, verb="export", subject=f"matching report {request.GET.urlencode()}".strip())
    return HttpResponse(
        report_csv(report),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="matching-report.csv"'},
    )


def _year(form: WatchForm) -> int | None:
    year: int | None = form.cleaned_data["year"] if form.is_valid() else None
    return year


def _filters(form: ProposalFilterForm) -> ProposalFilters:
    """The filter as far as the form is valid."""
    data = form.cleaned_data if form.is_valid() else {}
    return ProposalFilters(year=data.get("year"), stage=data.get("stage", ""))


def _get_pair(request: ViewerRequest, first: UUID, second: UUID) -> Pair:
    """Both weapons as this viewer sees them, or 404."""
    pair = compare_weapons(request.viewer, first, second)
    if pair is None:
        raise Http404
    return pair


def _compare_page(
    request: ViewerRequest, pair: Pair, form: JudgementForm, *, status: int = 200
) -> HttpResponse:
    wording = Wording(pair.tables)
    judgements = judgements_of(request.viewer, pair.first.weapon_id, pair.second.weapon_id)
    context = {
        "pair": pair,
        "sides": sides_of(pair),
        "marks": mark_lines(pair.marks),
        "facts": fact_lines(pair),
        "reasons": reason_lines(pair.reasons, wording),
        "others": others_words(pair.answer),
        "none": none_line(pair.answer.none_probability),
        "settling": settling_lines(pair.answer, pair.weapons, wording),
        "queue": _queue_place(request, pair),
        "query": request.GET.urlencode(),
        "percent": percent_of(pair.probability),
        "chance": word(chance_code(pair.probability)),
        "tone": tone_of(pair.probability),
        "judgements": [(each, word(f"verdict_{each.verdict}")) for each in judgements],
        "form": form,
        "may_judge": request.viewer.may("match.judge"),
    }
    return render(request, "matching/compare.html", context, status=status)
