"""One page for every act: its form, what it means, and why it was refused; and the search for another State."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.tracing.actions import limits
from tracemark.tracing.actions.answering import search_for
from tracemark.tracing.forms.acts import LimitForm, LookUpForm
from tracemark.tracing.models import Case
from tracemark.tracing.queries.cases import get_limits, list_settings, view_of
from tracemark.tracing.queries.figures import get_year
from tracemark.tracing.rules.deadlines import COMPARABLES, LIMITS
from tracemark.tracing.tables.pages import finding_words, stage_badge, state_name
from tracemark.tracing.tables.wording import count_words
from tracemark.tracing.views.acts import BY_VERB, Act
from tracemark.tracing.views.cases import get_case
from tracemark.tracing.views.offers import offers
from tracemark.ui.sentences import sentence
from tracemark.ui.words import word


@require_http_methods(["GET", "HEAD", "POST"])
@requires("trace.read")
def act(request: ViewerRequest, reference: str, verb: str) -> HttpResponse:
    """Show the form of an act, or take it. An act that is not offered now is refused with the rule by the action."""
    case = get_case(request, reference)
    found = BY_VERB.get(verb)
    if found is None:
        raise Http404
    if verb == "look-up":
        return _look_up(request, case)
    _require(request, case, found)
    is_sent = request.method == "POST"
    data, files = (request.POST, request.FILES) if is_sent else (None, None)
    form = found.form(data, files, initial=_initial(case, verb))
    if is_sent and form.is_valid():
        try:
            found.do(case, form, request.viewer, timezone.now())
        except Refused as refusal:
            for finding in refusal.findings:
                form.add_error(None, finding_words(finding))
            return _page(request, case, found, form, status=409)
        messages.success(request, _("Recorded."))
        return redirect("tracing:case", case.reference)
    return _page(request, case, found, form, status=422 if is_sent else 200)


def _page(request: ViewerRequest, case: Case, found: Act, form: object, *, status: int) -> HttpResponse:
    log_access(request.viewer, verb="read_case", subject=case.reference)
    refusals = [offer.refusals for offer in offers(case, view_of(case), request.viewer) if offer.act is found]
    context = {
        "case": case,
        "act": found,
        "form": form,
        "stage": stage_badge(case.stage),
        "state": state_name(case.partner) if case.partner else "",
        "refusals": [finding_words(finding) for finding in (refusals[0] if refusals else ())],
        "is_multipart": found.verb in ("photograph", "paper-reply"),
    }
    return render(request, "tracing/act.html", context, status=status)


def _require(request: ViewerRequest, case: Case, found: Act) -> None:
    """403 for somebody who could never take this act on this case, whatever its stage."""
    held = ("trace.open", "trace.confirm", "trace.send", "trace.review")
    if found.verb != "take-part" and not any(request.viewer.may_at(one, case.unit_id) for one in held):
        raise PermissionDenied


def _initial(case: Case, verb: str) -> dict[str, object]:
    if verb == "facts":
        return dict(view_of(case).facts)
    if verb == "consent":
        asked = case.consents.filter(way="in", part="asked").order_by("-at").first()
        return {"consent_id": asked.consent_id if asked else ""}
    if verb in ("route", "onward"):
        named = case.information.filter(name="next_state").order_by("-at").first()
        return {"state": named.content.strip('"') if named and verb == "onward" else case.partner}
    return {}


def _look_up(request: ViewerRequest, case: Case) -> HttpResponse:
    """Candidates for the weapon another State asks about, and which of them answers it."""
    if not request.viewer.may_at("trace.send", case.unit_id) or not request.viewer.may("weapon.search"):
        raise PermissionDenied
    try:
        found = search_for(case, request.viewer)
    except Refused as refusal:
        messages.error(request, finding_words(refusal.findings[0]))
        return redirect("tracing:case", case.reference)
    form = LookUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            BY_VERB["look-up"].do(case, form, request.viewer, timezone.now())
        except Refused as refusal:
            for finding in refusal.findings:
                form.add_error(None, finding_words(finding))
        else:
            messages.success(request, _("Recorded."))
            return redirect("tracing:case", case.reference)
    context = {
        "case": case,
        "form": form,
        "found": found,
        "certainty": word(f"certainty_{found.certainty.value}"),
        "findings": [finding_words(finding) for finding in found.findings],
        "candidates": [
            (
                one,
                round(one.probability * 100),
                [sentence(reason.code, reason.params) for reason in one.reasons],
            )
            for one in found.candidates
        ],
        "stage": stage_badge(case.stage),
    }
    return render(request, "tracing/look_up.html", context, status=409 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("trace.read", "trace.configure")
def settings(request: ViewerRequest) -> HttpResponse:
    """The deadlines of this node; the Instrument names none, so every default is ours."""
    form = LimitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            limits.set_limit(
                data["name"], data["value"], source=data["source"], by=request.viewer, at=timezone.now()
            )
        except Refused as refusal:
            messages.error(request, finding_words(refusal.findings[0]))
        else:
            messages.success(request, _("Recorded."))
            return redirect("tracing:settings")
    now, ours = get_limits(), list_settings()
    context = {
        "tab": "settings",
        "form": form,
        "lines": [
            (limit, word(f"limit_{limit.name}"), now[limit.name], ours.get(limit.name), _others(limit.name))
            for limit in LIMITS.values()
        ],
    }
    return render(request, "tracing/settings.html", context)


def _others(name: str) -> list[object]:
    return [one for one in COMPARABLES if one.limit == name]


@require_http_methods(["GET", "HEAD"])
@requires("trace.read", "figure.read")
def figures(request: ViewerRequest, year: int = 0) -> HttpResponse:
    """A year's tracing in numbers, each with the cases it counts."""
    year = year or timezone.now().year
    log_access(request.viewer, verb="read_trace_figures", subject=str(year))
    counted, diversions = get_year(request.viewer, year)
    context = {
        "tab": "figures",
        "year": year,
        "before": year - 1,
        "after": year + 1,
        "counted": counted,
        "rows": [(count_words(name), len(rows), rows) for name, rows in counted.rows.items()],
        "leaks": [(word(f"leak_{name}"), count) for name, count in diversions["leak"].items()],
        "states": [(state_name(code), count) for code, count in diversions["state"].items()],
        "years": list(diversions["year"].items()),
    }
    return render(request, "tracing/figures.html", context)
