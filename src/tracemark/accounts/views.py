"""Screens: one's own account; people and units for the administrator."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracemark.accounts import actions, queries
from tracemark.accounts.access import ViewerRequest, requires
from tracemark.accounts.forms import PersonForm, PostForm, PurposeForm, TokenForm, UnitForm
from tracemark.accounts.models import Person
from tracemark.findings import Refused
from tracemark.ui.words import word

PAGE = 50


@require_safe
@requires()
def me(request: ViewerRequest) -> HttpResponse:
    """One's posts, second factors, purpose and API tokens."""
    return _my_page(request)


@require_POST
@requires()
def purpose(request: ViewerRequest) -> HttpResponse:
    """Remember, for this session, what the viewer works on."""
    form = PurposeForm(request.POST)
    if form.is_valid():
        request.session["purpose"] = form.cleaned_data["purpose"]
        messages.success(request, _("Noted. Your searches and reads are logged with this purpose."))
    return redirect("accounts:me")


@require_POST
@requires()
def make_token(request: ViewerRequest) -> HttpResponse:
    """Make an API token and show it, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _my_page(request, token_form=form, status=422)
    token = actions.create_token(**form.cleaned_data, by=request.user.id)
    return _my_page(request, new_token=token.text)


@require_POST
@requires()
def end_token(request: ViewerRequest, token_id: UUID) -> HttpResponse:
    """End one of one's own API tokens."""
    actions.end_token(token_id, by=request.user.id)
    messages.success(request, _("The token no longer works."))
    return redirect("accounts:me")


@require_safe
@requires("account.manage")
def people(request: ViewerRequest) -> HttpResponse:
    """Everybody and the posts they hold."""
    found = queries.list_people(request.viewer)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"page": page})


@requires("account.manage")
def new_person(request: ViewerRequest) -> HttpResponse:
    """Add a person; their one-time password is shown once."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            secret = actions.create_person(**form.cleaned_data, by=request.user.id)
        except Refused as refusal:
            _explain(form, refusal)
        else:
            return _person_page(request, secret.id, one_time=secret.text)
    return render(request, "accounts/new_person.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@requires("account.manage")
def person(request: ViewerRequest, person_id: UUID) -> HttpResponse:
    """One person: posts held and ended, and what can be done about the account."""
    return _person_page(request, person_id)


@require_POST
@requires("account.manage")
def give_post(request: ViewerRequest, person_id: UUID) -> HttpResponse:
    """Give a person a role at a unit."""
    form = PostForm(request.POST, units=queries.list_units(request.viewer))
    if form.is_valid():
        try:
            unit = UUID(form.cleaned_data["unit"])
            actions.give_post(person=person_id, unit=unit, role=form.cleaned_data["role"], by=request.user.id)
        except Refused as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("The post is given."))
            return redirect("accounts:person", person_id)
    return _person_page(request, person_id, post_form=form)


@require_POST
@requires("account.manage")
def end_post(request: ViewerRequest, person_id: UUID, post_id: int) -> HttpResponse:
    """End a post; it stays on record."""
    actions.end_post(post_id, by=request.user.id)
    messages.success(request, _("The post has ended. It stays on record."))
    return redirect("accounts:person", person_id)


@require_POST
@requires("account.manage")
def set_active(request: ViewerRequest, person_id: UUID) -> HttpResponse:
    """Close a person's account or open it again."""
    active = request.POST.get("active") == "1"
    done = _("The account is open.") if active else _("The account is closed; its sessions have ended.")
    try:
        actions.set_active(person_id, active=active, by=request.user.id)
    except Refused as refusal:
        messages.error(request, _sentences(refusal))
    else:
        messages.success(request, done)
    return redirect("accounts:person", person_id)


@require_POST
@requires("account.manage")
def reset_second_factor(request: ViewerRequest, person_id: UUID) -> HttpResponse:
    """Take away lost devices; the new one-time password is shown once."""
    try:
        secret = actions.reset_second_factor(person_id, by=request.user.id)
    except Refused as refusal:
        messages.error(request, _sentences(refusal))
        return redirect("accounts:person", person_id)
    return _person_page(request, person_id, one_time=secret.text)


@require_safe
@requires("account.manage")
def units(request: ViewerRequest) -> HttpResponse:
    """The tree of units."""
    rows = queries.list_units(request.viewer)
    return render(request, "accounts/units.html", {"units": rows})


@requires("account.manage")
def new_unit(request: ViewerRequest) -> HttpResponse:
    """Add a unit below one that exists."""
    form = UnitForm(request.POST or None, units=queries.list_units(request.viewer))
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_unit(
                **{**form.cleaned_data, "parent": UUID(form.cleaned_data["parent"])}, by=request.user.id
            )
        except Refused as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("The unit is added."))
            return redirect("accounts:units")
    return render(request, "accounts/new_unit.html", {"form": form}, status=422 if form.errors else 200)


def _my_page(
    request: ViewerRequest, *, token_form: TokenForm | None = None, new_token: str = "", status: int = 200
) -> HttpResponse:
    """One's own account."""
    context = {
        "posts": [post for post in queries.posts_of(request.user.id) if post.ended_at is None],
        "factors": queries.second_factors(request.user.id),
        "purpose_form": PurposeForm(initial={"purpose": request.viewer.purpose}),
        "token_form": token_form or TokenForm(),
        "tokens": queries.tokens_of(request.user.id),
        "new_token": new_token,
    }
    return render(request, "accounts/me.html", context, status=status)


def _person_page(
    request: ViewerRequest, person_id: UUID, *, post_form: PostForm | None = None, one_time: str = ""
) -> HttpResponse:
    """One person, for the administrator."""
    context = {
        "person": _get_person(request, person_id),
        "posts": queries.posts_of(person_id),
        "post_form": post_form or PostForm(units=queries.list_units(request.viewer)),
        "one_time": one_time,
        "is_self": person_id == request.user.id,
    }
    return render(request, "accounts/person.html", context, status=422 if post_form else 200)


def _get_person(request: ViewerRequest, person_id: UUID) -> Person:
    """The person, or 404."""
    found = queries.find_person(request.viewer, person_id)
    if found is None:
        raise Http404
    return found


def _explain(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal's words above the form."""
    for sentence in _words(refusal):
        form.add_error(None, sentence)


def _sentences(refusal: Refused) -> str:
    """A refusal's words in one line."""
    return " ".join(_words(refusal))


def _words(refusal: Refused) -> Iterable[str]:
    return [word(finding.code, **finding.params) for finding in refusal.findings]
