"""Lists of cases, one case, the draft of a request, and the files of a case."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.exchange.queries.cards import partner_of
from tracemark.findings import Refused
from tracemark.oversight.actions import log_access
from tracemark.register.rules.events import Json
from tracemark.tracing.actions import asking, opening
from tracemark.tracing.forms.acts import CaseFilterForm
from tracemark.tracing.models import Case
from tracemark.tracing.queries.cases import (
    CaseFilters,
    events_of,
    find_case,
    list_cases,
    list_overdue,
)
from tracemark.tracing.queries.drafting import draft_request, weapon_of
from tracemark.tracing.queries.information import list_told
from tracemark.tracing.rules.case import fold_case
from tracemark.tracing.rules.files import PICTURES
from tracemark.tracing.rules.request import blocking
from tracemark.tracing.rules.steps import Side, Stage
from tracemark.tracing.rules.terms import Use
from tracemark.tracing.tables.chains import beside, chain_picture
from tracemark.tracing.tables.forms import FORM_LANGUAGES
from tracemark.tracing.tables.pages import (
    case_lines,
    due_of,
    finding_words,
    ladder,
    message_lines,
    rule_lines,
    stage_badge,
    state_name,
    step_lines,
    waiting_words,
)
from tracemark.tracing.tables.printing import MEDIA_TYPES, request_form
from tracemark.tracing.views.offers import offers
from tracemark.ui.words import word

LANGUAGE_NAMES = settings.LANGUAGES


@require_safe
@requires("trace.read")
def cases(request: ViewerRequest) -> HttpResponse:
    """The cases the viewer may see, filtered; requests that came in are those with the side ``answering``."""
    form = CaseFilterForm(request.GET)
    filters = CaseFilters(**form.cleaned_data) if form.is_valid() else CaseFilters()
    page = list_cases(request.viewer, filters, after=request.GET.get("after", ""))
    query = request.GET.copy()
    query.pop("after", None)
    log_access(request.viewer, verb="list_cases", subject=query.urlencode())
    context = {
        "form": form,
        "lines": case_lines(page.cases, _today()),
        "next_after": page.next_after,
        "query": query.urlencode(),
        "is_filtered": bool(query),
        "tab": filters.side or "all",
    }
    return render(request, "tracing/cases.html", context)


@require_safe
@requires("trace.read")
def overdue(request: ViewerRequest) -> HttpResponse:
    """What is late on both sides."""
    found = list_overdue(request.viewer, _today())
    log_access(request.viewer, verb="list_cases", subject="overdue")
    context = {
        "theirs": case_lines(found.theirs, _today()),
        "ours": case_lines(found.ours, _today()),
        "tab": "overdue",
    }
    return render(request, "tracing/overdue.html", context)


@require_POST
@requires("trace.read", "trace.open")
def open_case(request: ViewerRequest, record_no: str) -> HttpResponse:
    """Open a case about a weapon, from its page."""
    try:
        case = opening.open_case(record_no, by=request.viewer, at=timezone.now())
    except Refused as refusal:
        say_refused(request, refusal)
        return redirect("register:weapon", record_no)
    return redirect("tracing:case", case.reference)


@require_safe
@requires("trace.read")
def case(request: ViewerRequest, reference: str) -> HttpResponse:
    """One case: where it stands, what to do, the weapon, its hands, the messages, the terms, the steps so far."""
    found = get_case(request, reference)
    log_access(request.viewer, verb="read_case", subject=found.reference)
    events = events_of([found.id]).get(found.id, [])
    view = fold_case(events)
    told = list_told(request.viewer, found, Use.SHOW, today=_today(), view=view)
    weapon = weapon_of(request.viewer, found)
    is_asking = found.side == Side.ASKING
    offered = offers(found, view, request.viewer)
    context = {
        "case": found,
        "view": view,
        "stage": stage_badge(found.stage),
        "due": due_of(found, _today()),
        "waiting": waiting_words(found),
        "state": state_name(found.partner) if found.partner else "",
        "is_asking": is_asking,
        "rungs": ladder(found, events),
        "rules": rule_lines(found),
        "steps": step_lines(events),
        "main_acts": [offer for offer in offered if offer.is_main],
        "more_acts": [offer for offer in offered if not offer.is_main],
        "beside": beside(weapon, told, asking=is_asking),
        "picture": chain_picture(weapon, told),
        "messages_of_case": message_lines(found, found.messages.order_by("seq"), told),
        "files": list(found.files.order_by("at", "name").defer("data")),
        "children": case_lines(found.children.order_by("reference"), _today()),
        "weapon": weapon,
        "may_draft": is_asking
        and found.requested_at is None
        and request.viewer.may_at("trace.open", found.unit_id),
        "facts": _facts(view.facts),
        "diversion": _diversion(view.diversion),
        "form_languages": [one for one in LANGUAGE_NAMES if one[0] in FORM_LANGUAGES],
        "form_language": form_language(found.partner),
    }
    return render(request, "tracing/case.html", context)


@require_POST
@requires("trace.read", "trace.open")
def prepare(request: ViewerRequest, reference: str) -> HttpResponse:
    """Take the steps that need no judgement, and go to the draft."""
    found = get_case(request, reference)
    for finding in opening.prepare(found, by=request.viewer, at=timezone.now()):
        messages.warning(request, finding_words(finding))
    return redirect("tracing:draft", found.reference)


@require_safe
@requires("trace.read")
def draft(request: ViewerRequest, reference: str) -> HttpResponse:
    """The request as it would go out now, and what is missing from it."""
    found = get_case(request, reference)
    if found.side != Side.ASKING:
        raise Http404
    log_access(request.viewer, verb="draft_request", subject=found.reference)
    try:
        drafted = draft_request(request.viewer, found, today=_today())
    except Refused as refusal:
        say_refused(request, refusal)
        return redirect("tracing:case", found.reference)
    stops = blocking(drafted.findings)
    may_send = request.viewer.may_at("trace.send", found.unit_id)
    context = {
        "case": found,
        "draft": drafted.draft,
        "route": drafted.route,
        "to_state": state_name(drafted.draft.to_state) if drafted.draft.to_state else "",
        "stops": [finding_words(finding) for finding in stops],
        "warnings": [
            (finding.severity.value, finding_words(finding))
            for finding in drafted.findings
            if finding not in stops
        ],
        "stage": stage_badge(found.stage),
        "is_ready": not stops and found.stage == Stage.SEARCHED and bool(drafted.draft.to_state) and may_send,
        "others": [state_name(code) for code in drafted.route.others],
    }
    return render(request, "tracing/draft.html", context)


@require_POST
@requires("trace.read", "trace.send")
def send(request: ViewerRequest, reference: str) -> HttpResponse:
    """Send the request of a case."""
    found = get_case(request, reference, "trace.send")
    try:
        asking.send_request(
            found, by=request.viewer, at=timezone.now(), on_paper=request.POST.get("on_paper") == "1"
        )
    except Refused as refusal:
        say_refused(request, refusal)
        return redirect("tracing:draft", found.reference)
    messages.success(request, _("The request is queued for sending."))
    return redirect("tracing:case", found.reference)


@require_safe
@requires("trace.read")
def file(request: ViewerRequest, reference: str, file_id: UUID) -> HttpResponse:
    """A photograph or a scan. Pictures are shown, everything else is downloaded; nothing in it is run."""
    found = get_case(request, reference)
    kept = found.files.filter(id=file_id).first()
    if kept is None:
        raise Http404
    log_access(request.viewer, verb="read_case", subject=f"{found.reference} {kept.sha256[:12]}")
    shown = kept.media_type in PICTURES
    name = f"{kept.sha256[:12]}.{kept.media_type.rpartition('/')[2]}"
    return HttpResponse(
        bytes(kept.data),
        content_type=kept.media_type,
        headers={
            "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def get_case(request: ViewerRequest, reference: str, *permissions: str) -> Case:
    """The case as this viewer may see it, or 404; 403 without ``permissions`` at its unit."""
    found = find_case(request.viewer, reference)
    if found is None:
        raise Http404
    if not all(request.viewer.may_at(permission, found.unit_id) for permission in permissions):
        raise PermissionDenied
    return found


def say_refused(request: HttpRequest, refusal: Refused) -> None:
    """Put the reasons of a refusal where the next page shows them."""
    for finding in refusal.findings:
        messages.error(request, finding_words(finding))


@require_safe
@requires("trace.read")
def form(request: ViewerRequest, reference: str) -> HttpResponse:
    """The request as PDF or DOCX, in the language of whoever gets it."""
    found = get_case(request, reference)
    language, kind = request.GET.get("language", "en"), request.GET.get("kind", "pdf")
    log_access(request.viewer, verb="print_request", subject=f"{found.reference} {language} {kind}"[:300])
    try:
        data = request_form(request.viewer, found, kind, language=language, at=timezone.now())
    except Refused as refusal:
        say_refused(request, refusal)
        return redirect("tracing:case", found.reference)
    name = f"{found.reference}-{language}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=MEDIA_TYPES[kind], headers=headers)


def form_language(state: str) -> str:
    """The language to offer for a State's form: the first that its card names, else the reader's."""
    known = partner_of(state) if state else None
    wished = known.card.languages if known and known.card else ()
    offered = (one for wish in wished for one in FORM_LANGUAGES if one.partition("-")[0] == wish[:2])
    return next(offered, get_language() or "en")


def _diversion(diversion: Mapping[str, Json]) -> list[tuple[str, str]]:
    """The point of diversion in words, for the page."""
    if not diversion:
        return []
    holder = diversion.get("last_holder_category")
    shown = (
        (_("How it left lawful hands"), word(f"leak_{diversion['leak']}")),
        (_("State where it did"), state_name(str(diversion["state"]))),
        (_("Place"), str(diversion.get("place") or "")),
        (_("Day of the diversion"), str(diversion.get("occurred_on") or "")),
        (_("Day of the last lawful record"), str(diversion.get("last_lawful_on") or "")),
        (_("Last lawful holder"), word(f"holder_category_{holder}") if holder else ""),
    )
    return [(name, value) for name, value in shown if value]


def _facts(facts: object) -> list[tuple[str, str]]:
    """Stated facts in words, for the page."""
    if not isinstance(facts, dict):
        return []
    families = {"ground": "ground", "how": "standing", "intended_use": "purpose"}
    names = ("ground", "legal_basis", "how", "place", "circumstances", "intended_use", "urgent_reason")
    return [
        (
            word(f"told_{name}"),
            word(f"{families[name]}_{facts[name]}") if name in families else str(facts[name]),
        )
        for name in names
        if facts.get(name)
    ]


def _today() -> date:
    return timezone.now().date()
