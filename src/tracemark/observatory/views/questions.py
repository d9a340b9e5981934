"""Questions of the form, and a question of one's own: asked, saved, shared."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.instruments.rules.questionnaire import Instrument, Kind, Question
from tracemark.instruments.tables.written import option_text
from tracemark.observatory.actions.asking import retire_view, save_view
from tracemark.observatory.data import regions
from tracemark.observatory.forms import AskForm, Grouped, SaveForm
from tracemark.observatory.queries.asking import ask as get_table
from tracemark.observatory.queries.asking import list_saved
from tracemark.observatory.queries.facts import READ, home_world
from tracemark.observatory.queries.questions import find_question, get_newest_edition
from tracemark.observatory.queries.saved import get_saved
from tracemark.observatory.rules.asking import Ask
from tracemark.observatory.rules.facts import World
from tracemark.observatory.tables.chart import Chart, in_order_of_names, name_of_region
from tracemark.observatory.tables.sheet import Sheet
from tracemark.observatory.tables.states import ask_chart
from tracemark.observatory.views.shared import Shown, chart_views, links_of, scope_of, tiles_here, years_of
from tracemark.oversight.actions import log_access
from tracemark.ui.words import word

ASK = "observatory.ask"


def _ask(request: ViewerRequest) -> Shown:
    form = ask_form(request)
    saved = {"saved": list_saved(request.viewer), "may_save": request.viewer.may(ASK), "form": form}
    if not form.is_bound or not form.is_valid():
        return Shown(Chart(Sheet("ask", word("ask_title"), (), ())), saved)
    asked = form.question()
    chart = asked_chart(request, asked)
    log_access(request.viewer, verb="ask_observatory", subject=request.GET.urlencode())
    save = SaveForm(initial={"view_id": uuid4(), "name": chart.title[:200]})
    return Shown(chart, {**saved, "asked": asked, "save": save, "command": command_of(asked)})


def asked_chart(request: ViewerRequest, asked: Ask) -> Chart:
    """The answer to a question, with the words of its form."""
    scope = scope_of(request)
    found = find_question(request.viewer, asked.key, scope)
    table = get_table(request.viewer, asked, scope)
    title: str = asked.key
    words: dict[str, str] = {}
    if found is not None:
        title, words = _question_words(*found)
    return ask_chart(title, table, words, links_of(request))


def ask_form(request: ViewerRequest) -> AskForm:
    """The form with what there is to ask about; bound when the address asks something."""
    edition = get_newest_edition(request.viewer, scope_of(request))
    mine = {region for tile in tiles_here() for region in (tile.region, tile.subregion)}
    states = in_order_of_names(tile.state for tile in tiles_here())
    return AskForm(
        request.GET if request.GET.get("key") else None,
        questions=grouped_questions(edition),
        cycles=reversed(years_of(request)),
        regions=[(one, name_of_region(one)) for one in regions() if one in mine],
        states=states,
        initial={"by": "cycle"},
    )


def grouped_questions(edition: Instrument) -> Grouped:
    """The questions of an edition under the titles of their sections."""
    language = get_language() or "en"
    return [
        (
            f"{section.number} {edition.text(f'section.{section.key}', language)}".strip(),
            [(one.key, _question_title(edition, one)) for one in edition.in_section(section.key)],
        )
        for section in edition.sections
    ]


def _question_title(edition: Instrument, question: Question) -> str:
    text = edition.question_text(question.key, get_language() or "en")
    return f"{question.number} {text}".strip()


def _question_words(edition: Instrument, question: Question) -> tuple[str, dict[str, str]]:
    """A question's title, and the words of everything that can be answered."""
    language = get_language() or "en"
    words = {code: option_text(edition, question, code, language) for code in question.choices}
    if question.kind is Kind.TABLE:
        for row in question.rows:
            for column in question.columns:
                both = (edition.code_text(question.key, part, language) for part in (row, column))
                words[f"{row}.{column}"] = " · ".join(both)
    return _question_title(edition, question), words


def command_of(asked: Ask) -> str:
    """The same question on the command line."""
    parts = [f"tracemark observatory ask {asked.key} --by {asked.by}"]
    for name, values in (("states", asked.states), ("regions", asked.regions), ("years", asked.cycles)):
        if values:
            parts.append(f"--{name} {','.join(map(str, values))}")
    return " ".join(parts)


@require_safe
@requires(READ)
def questions(request: ViewerRequest) -> HttpResponse:
    """Every question of the newest form, section by section."""
    edition = get_newest_edition(request.viewer, scope_of(request))
    context = {
        "sections": grouped_questions(edition),
        "edition": edition.name,
        "is_constructed": home_world() is World.CONSTRUCTED,
    }
    return render(request, "observatory/questions.html", context)


@require_POST
@requires(READ, ASK)
def save(request: ViewerRequest) -> HttpResponse:
    """Keep a question under a permanent address."""
    form = SaveForm(request.POST)
    query = QueryDict(request.POST.get("query", ""))
    request.GET = query  # the question that the page was showing
    asked = ask_form(request)
    if not form.is_valid() or not asked.is_bound or not asked.is_valid():
        messages.error(request, _("The view was not saved: give it a name."))
        return redirect(f"{reverse('observatory:ask')}?{query.urlencode()}")
    view = save_view(
        view_id=form.cleaned_data["view_id"],
        name=form.cleaned_data["name"],
        question=asked.question(),
        is_shared=form.cleaned_data["is_shared"],
        by=request.viewer,
        at=timezone.now(),
    )
    messages.success(request, _("The view was saved. Its address stays the same."))
    return redirect("observatory:saved", view_id=view.id)


@require_safe
@requires(READ)
def saved(request: ViewerRequest, view_id: UUID) -> HttpResponse:
    """A saved question, asked again now."""
    found = _found(request, view_id)
    return redirect(f"{reverse('observatory:ask')}?{query_of(found)}")


@require_POST
@requires(READ, ASK)
def retire(request: ViewerRequest, view_id: UUID) -> HttpResponse:
    """Take a saved question out of the lists."""
    try:
        retire_view(view_id, by=request.viewer, at=timezone.now())
    except Refused as refusal:
        raise PermissionDenied from refusal
    messages.success(request, _("The view is no longer listed."))
    return redirect("observatory:ask")


def query_of(asked: Ask) -> str:
    """The address parameters of a question."""
    query = QueryDict(mutable=True)
    query["key"], query["by"] = asked.key, asked.by.value
    for name in ("cycles", "regions", "states"):
        query.setlist(name, [str(one) for one in getattr(asked, name)])
    return query.urlencode()


def _found(request: ViewerRequest, view_id: UUID) -> Ask:
    try:
        return get_saved(request.viewer, view_id)
    except Refused as refusal:
        raise Http404 from refusal


ask, ask_file = chart_views(_ask, "observatory/ask.html")
