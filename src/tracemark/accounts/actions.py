"""The only writer of accounts: units, people, posts, second factors, API tokens.

``by`` is the person who does it, or None for the command line. Each change is logged for oversight.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tracemark.accounts.models import ApiToken, Person, Post, RequestCount, Unit
from tracemark.accounts.queries import unit_children
from tracemark.accounts.rules import Viewer, check_new_post, check_parent
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access

ONE_TIME_DAYS = 3
TOKEN_DAYS_AT_MOST = 90
TOKEN_PREFIX = "tm_"
ONE_TIME_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letters that look alike: the password is read off paper."""


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A secret that is shown once and kept by nobody but its owner."""

    id: UUID
    text: str


@transaction.atomic
def create_unit(
    *, code: str, name: str, by: UUID | None, parent: UUID | None = None, authority: str = ""
) -> Unit:
    """Add a unit below ``parent`` (None: a root). A code that exists is refused."""
    if Unit.objects.filter(code=code).exists():
        raise Refused(Finding("unit_code_taken", {"unit": code}, Severity.REFUSAL))
    _log(by, "create_unit", code)
    return Unit.objects.create(code=code, name=name, parent_id=parent, authority=authority)


@transaction.atomic
def move_unit(unit_id: UUID, *, parent: UUID | None, by: UUID | None) -> None:
    """Put a unit, with all below it, under another; whoever serves above sees its rows from now on."""
    findings = check_parent(unit=unit_id, parent=parent, children=unit_children())
    if findings:
        raise Refused(*findings)
    _log(by, "move_unit", f"{unit_id} below {parent}")
    Unit.objects.filter(id=unit_id).update(parent_id=parent)


@transaction.atomic
def create_person(
    *, username: str, name: str, by: UUID | None, language: str = "en", email: str = ""
) -> NewSecret:
    """Add a person; returns the one-time password, to be handed over and changed at first sign-in."""
    if Person.objects.filter(username__iexact=username).exists():
        raise Refused(Finding("username_taken", {"username": username}, Severity.REFUSAL))
    _log(by, "create_person", username)
    person = Person(username=username, name=name, email=email, language=language)
    return _give_one_time_password(person)


@transaction.atomic
def reset_second_factor(person_id: UUID, *, by: UUID | None) -> NewSecret:
    """For a lost device: remove all second factors, end all sessions and tokens, give a one-time password.

    Refused for oneself. It lets an administrator in as that person, which is why the person notices (their
    password no longer works) and oversight sees it.
    """
    if by == person_id:
        raise Refused(Finding("own_factor_reset_refused", {}, Severity.REFUSAL))
    person = Person.objects.get(id=person_id)
    _log(by, "reset_second_factor", person.username)
    Authenticator.objects.filter(user=person).delete()
    ApiToken.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())
    return _give_one_time_password(person)


@transaction.atomic
def give_post(*, person: UUID, unit: UUID, role: str, by: UUID | None) -> Post:
    """Give a person a role at a unit. Nobody gives a post to themselves."""
    held = Post.objects.filter(person_id=person, ended_at=None)
    findings = check_new_post(
        role=role,
        person=person,
        by=by,
        is_held=held.filter(unit_id=unit, role=role).exists(),
        held_roles=list(held.values_list("role", flat=True)),
    )
    if findings:
        raise Refused(*findings)
    post = Post.objects.create(person_id=person, unit_id=unit, role=role, given_by_id=by)
    _log(by, "give_post", _describe(post))
    return post


@transaction.atomic
def end_post(post_id: int, *, by: UUID | None) -> None:
    """End a post; it stays on record. Ending it twice changes nothing; nobody ends their own."""
    post = Post.objects.filter(id=post_id, ended_at=None).first()
    if post is None:
        return
    if by == post.person_id:
        raise Refused(Finding("own_post_refused", {}, Severity.REFUSAL))
    _log(by, "end_post", _describe(post))
    Post.objects.filter(id=post_id).update(ended_at=timezone.now(), ended_by_id=by)


@transaction.atomic
def set_active(person_id: UUID, *, active: bool, by: UUID | None) -> None:
    """Let a person sign in or not; who may not is signed out at the next request. Refused for oneself."""
    if by == person_id:
        raise Refused(Finding("own_account_refused", {}, Severity.REFUSAL))
    person = Person.objects.get(id=person_id)
    _log(by, "open_account" if active else "close_account", person.username)
    Person.objects.filter(id=person_id).update(is_active=active)


def set_language(person_id: UUID, language: str) -> None:
    """Remember the language a person chose."""
    Person.objects.filter(id=person_id).update(language=language)


@transaction.atomic
def create_token(*, name: str, days: int, by: UUID) -> NewSecret:
    """Make an API token for oneself, for at most ``TOKEN_DAYS_AT_MOST`` days; its text is returned once."""
    if not 1 <= days <= TOKEN_DAYS_AT_MOST:
        raise Refused(Finding("token_days_out_of_range", {"most": TOKEN_DAYS_AT_MOST}, Severity.REFUSAL))
    _log(by, "create_token", name)
    text = TOKEN_PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    token = ApiToken.objects.create(
        person_id=by,
        name=name[:100],
        digest=token_digest(text),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    return NewSecret(token.id, text)


def end_token(token_id: UUID, *, by: UUID) -> None:
    """End one of one's own tokens."""
    mine = ApiToken.objects.filter(id=token_id, person_id=by, ended_at=None)
    if mine.update(ended_at=timezone.now()):
        _log(by, "end_token", str(token_id))


def touch_token(token: ApiToken) -> None:
    """Note that a token was used, at most once a minute."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > timedelta(minutes=1):
        ApiToken.objects.filter(id=token.id).update(last_used_at=now)


def token_digest(text: str) -> str:
    """What is stored of a token: SHA-256 (hex). The text has 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def count_request(key: str, *, minute: int) -> int:
    """Count one request of ``key`` in ``minute`` (minutes since 1970) and return how many there are now."""
    known = RequestCount.objects.filter(key=key)
    if not known.filter(minute=minute).update(count=F("count") + 1):
        RequestCount.objects.update_or_create(key=key, defaults={"minute": minute, "count": 1})
    return known.values_list("count", flat=True).get()


def _log(by: UUID | None, verb: str, subject: str) -> None:
    """Write an administrator's step into the access log."""
    log_access(Viewer(by, address="" if by else "console"), verb=verb, subject=subject)


def _describe(post: Post) -> str:
    """A post in the access log: who, what, where."""
    return f"{post.person.username}: {post.role} at {post.unit.code}"


def _give_one_time_password(person: Person) -> NewSecret:
    """Store the person with a new one-time password; changing the password ends every session."""
    groups = ("".join(secrets.choice(ONE_TIME_LETTERS) for _ in range(4)) for _ in range(4))
    text = "-".join(groups)
    person.password = make_password(text)
    person.one_time_until = timezone.now() + timedelta(days=ONE_TIME_DAYS)
    person.save()
    return NewSecret(person.id, text)
