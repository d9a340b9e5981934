"""What an officer can do to a case: its words, its form, its action; where table and matrix allow it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils.translation import gettext_noop as _

from tracemark.accounts.rules import Viewer
from tracemark.register.rules.events import Json
from tracemark.tracing.actions import answering, asking, dealing, opening
from tracemark.tracing.actions.recording import record
from tracemark.tracing.forms import acts as forms
from tracemark.tracing.models import Case
from tracemark.tracing.rules.reply import Certainty, ReplyDraft, ReplyKind, reply_body
from tracemark.tracing.rules.steps import Side, Step

Do = Callable[[Case, Any, Viewer, datetime], object]


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``permission`` empty: that of the table's row. ``is_main``: it leads on along the ladder."""

    verb: str
    label: str
    step: Step
    form: type[Form]
    do: Do
    is_main: bool = True
    permission: str = ""
    sides: tuple[Side, ...] = (Side.ASKING, Side.ANSWERING)


def _simple(step: Step) -> Do:
    return lambda case, form, by, at: record(
        case, step, reason=form.cleaned_data.get("reason", ""), by=by, at=at
    )


def _text(function: Callable[..., object]) -> Do:
    return lambda case, form, by, at: function(case, text=form.cleaned_data["text"], by=by, at=at)


def _photograph(case: Case, form: Any, by: Viewer, at: datetime) -> object:
    file = form.cleaned_data["file"]
    return opening.add_photograph(case, name=file.name, data=file.read(), by=by, at=at)


def _paper_reply(case: Case, form: forms.PaperReplyForm, by: Viewer, at: datetime) -> object:
    data, scan = form.cleaned_data, form.cleaned_data["scan"]
    draft = ReplyDraft(
        reference=data["reference"],
        to_reference=case.reference,
        kind=ReplyKind(data["kind"]),
        certainty=Certainty.NONE,
        next_state=data["next_state"],
        ground=data["ground"],
        reasons=data["reasons"],
        expected_on=data["expected_on"],
        text=data["text"],
        terms=form.terms(),
    )
    file = (scan.name, scan.read()) if scan else None
    return dealing.key_in_reply(case, reply_body(draft), scan=file, by=by, at=at)


def _pass_on(case: Case, form: Any, by: Viewer, at: datetime) -> object:
    chosen: list[Json] = [*form.cleaned_data["pass_on"]]
    opening.state_facts(case, {"pass_on": chosen}, by=by, at=at)
    return None


def _decide(case: Case, form: Any, by: Viewer, at: datetime) -> object:
    data = form.cleaned_data
    granted = data["granted"] == "granted"
    return dealing.decide_consent(case, data["consent_id"], granted=granted, text=data["text"], by=by, at=at)


_ASKING, _ANSWERING = (Side.ASKING,), (Side.ANSWERING,)

ACTS: tuple[Act, ...] = (
    Act("secure", _("Weapon is secured"), Step.SECURED, forms.NothingForm, _simple(Step.SECURED)),
    Act(
        "describe",
        _("Marks are described"),
        Step.MARKS_DESCRIBED,
        forms.NothingForm,
        lambda case, form, by, at: opening.describe_marks(case, by=by, at=at),
    ),
    Act(
        "confirm",
        _("Confirm the marks"),
        Step.MARKS_CONFIRMED,
        forms.NothingForm,
        _simple(Step.MARKS_CONFIRMED),
    ),
    Act(
        "dispute",
        _("Dispute the marks"),
        Step.MARKS_DISPUTED,
        forms.ReasonForm,
        _simple(Step.MARKS_DISPUTED),
        is_main=False,
    ),
    Act(
        "search",
        _("Search our records"),
        Step.FOUND_UNIQUE,
        forms.MaybeReasonForm,
        lambda case, form, by, at: opening.search_at_home(
            case, reason=form.cleaned_data["reason"], by=by, at=at
        ),
    ),
    Act(
        "information",
        _("Give the information asked for"),
        Step.MORE_GIVEN,
        forms.MaybeTextForm,
        _text(asking.give_information),
    ),
    Act("remind", _("Send a reminder"), Step.REMINDED, forms.MaybeTextForm, _text(asking.remind)),
    Act(
        "paper-acknowledgement",
        _("Acknowledged on paper"),
        Step.ACKNOWLEDGED,
        forms.PaperAcknowledgementForm,
        lambda case, form, by, at: dealing.key_in_acknowledgement(
            case,
            answer_by=(form.cleaned_data["answer_by"] or "") and str(form.cleaned_data["answer_by"]),
            by=by,
            at=at,
        ),
        is_main=False,
        permission="trace.send",
    ),
    Act(
        "paper-reply",
        _("Key in a reply from paper"),
        Step.REPLY_FULL,
        forms.PaperReplyForm,
        _paper_reply,
        is_main=False,
        permission="trace.send",
    ),
    Act(
        "diversion",
        _("Set the point of diversion"),
        Step.DIVERSION_SET,
        forms.DiversionForm,
        lambda case, form, by, at: asking.set_diversion(
            case, form.diversion(), reason=form.cleaned_data["reason"], by=by, at=at
        ),
    ),
    Act(
        "outcome",
        _("Tell the outcome"),
        Step.OUTCOME_SENT,
        forms.MaybeTextForm,
        _text(asking.tell_outcome),
        is_main=False,
    ),
    Act(
        "check",
        _("Authority and restrictions are in order"),
        Step.REQUEST_CHECKED,
        forms.NothingForm,
        _simple(Step.REQUEST_CHECKED),
    ),
    Act(
        "acknowledge",
        _("Acknowledge receipt"),
        Step.RECEIPT_SENT,
        forms.AcknowledgeForm,
        lambda case, form, by, at: answering.acknowledge(case, **form.cleaned_data, by=by, at=at),
    ),
    Act(
        "more",
        _("Ask for more information"),
        Step.MORE_WANTED,
        forms.MoreForm,
        lambda case, form, by, at: answering.ask_for_more(
            case, form.cleaned_data["wanted"], text=form.cleaned_data["text"], by=by, at=at
        ),
        is_main=False,
    ),
    Act(
        "look-up",
        _("Search our records"),
        Step.LOOKED_UP,
        forms.LookUpForm,
        lambda case, form, by, at: answering.settle_look_up(case, **form.cleaned_data, by=by, at=at),
    ),
    Act(
        "review",
        _("The law allows the reply"),
        Step.LEGALLY_REVIEWED,
        forms.MaybeReasonForm,
        _simple(Step.LEGALLY_REVIEWED),
    ),
    Act(
        "reply",
        _("Send the reply"),
        Step.SENT_FULL,
        forms.ReplyForm,
        lambda case, form, by, at: answering.reply(
            case, ReplyKind(form.cleaned_data["kind"]), changes=form.changes(), by=by, at=at
        ),
    ),
    Act(
        "clarify",
        _("Answer a question"),
        Step.CLARIFICATION_GIVEN,
        forms.TextForm,
        lambda case, form, by, at: answering.clarify(case, form.cleaned_data["text"], by=by, at=at),
        is_main=False,
    ),
    Act(
        "restrict",
        _("Restrict what we told"),
        Step.RESTRICTION_DECLARED,
        forms.RestrictForm,
        lambda case, form, by, at: dealing.restrict(
            case, form.terms(), text=form.cleaned_data["text"], by=by, at=at
        ),
        is_main=False,
        sides=_ANSWERING,
    ),
    Act(
        "question",
        _("Ask about the answer"),
        Step.CLARIFICATION_ASKED,
        forms.TextForm,
        lambda case, form, by, at: dealing.ask_clarification(case, form.cleaned_data["text"], by=by, at=at),
        is_main=False,
        sides=_ASKING,
    ),
    Act(
        "ask-consent",
        _("Ask for consent to pass on"),
        Step.CONSENT_ASKED,
        forms.ConsentForm,
        lambda case, form, by, at: dealing.ask_consent(
            case,
            form.cleaned_data["to_state"],
            form.cleaned_data["items"],
            text=form.cleaned_data["text"],
            by=by,
            at=at,
        ),
        is_main=False,
        sides=_ASKING,
    ),
    Act(
        "consent",
        _("Decide on passing on"),
        Step.CONSENT_DECIDED,
        forms.DecideForm,
        _decide,
        is_main=False,
        permission="trace.send",
        sides=_ANSWERING,
    ),
    Act(
        "facts",
        _("State the facts"),
        Step.FACTS_STATED,
        forms.FactsForm,
        lambda case, form, by, at: opening.state_facts(case, form.facts(), by=by, at=at),
        is_main=False,
        sides=_ASKING,
    ),
    Act(
        "route",
        _("Choose the State to ask"),
        Step.ROUTE_CHOSEN,
        forms.RouteForm,
        lambda case, form, by, at: opening.choose_route(
            case, form.cleaned_data["state"], reason=form.cleaned_data["reason"], by=by, at=at
        ),
        is_main=False,
    ),
    Act(
        "pass-on",
        _("Choose what goes along"),
        Step.FACTS_STATED,
        forms.PassOnForm,
        _pass_on,
        is_main=False,
        sides=_ASKING,
    ),
    Act(
        "photograph",
        _("Add a photograph"),
        Step.FACTS_STATED,
        forms.PhotographForm,
        _photograph,
        is_main=False,
        sides=_ASKING,
    ),
    Act(
        "onward",
        _("Ask the next State"),
        Step.ROUTE_CHOSEN,
        forms.RouteForm,
        lambda case, form, by, at: opening.open_child(
            case, form.cleaned_data["state"], reason=form.cleaned_data["reason"], by=by, at=at
        ),
        is_main=False,
    ),
    Act(
        "exempt",
        _("Exempt from tracing"),
        Step.EXEMPTED,
        forms.ReasonForm,
        _simple(Step.EXEMPTED),
        is_main=False,
    ),
    Act(
        "untraceable",
        _("Call it untraceable"),
        Step.FOUND_UNTRACEABLE,
        forms.ReasonForm,
        _simple(Step.FOUND_UNTRACEABLE),
        is_main=False,
    ),
    Act(
        "take-part",
        _("Take part in the case"),
        Step.TOOK_PART,
        forms.ReasonForm,
        _simple(Step.TOOK_PART),
        is_main=False,
    ),
    Act(
        "close",
        _("Close the case"),
        Step.CLOSED,
        forms.ReasonForm,
        lambda case, form, by, at: asking.close(case, reason=form.cleaned_data["reason"], by=by, at=at),
        is_main=False,
    ),
    Act(
        "reopen",
        _("Re-open the case"),
        Step.REOPENED,
        forms.ReasonForm,
        _simple(Step.REOPENED),
        is_main=False,
    ),
)
"""Every act, in the order of the ladder."""

BY_VERB = {act.verb: act for act in ACTS}
