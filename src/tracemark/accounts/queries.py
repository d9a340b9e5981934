"""The only reader of accounts: who a person is as a viewer, the people, the units."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, QuerySet

from tracemark.accounts.models import ApiToken, Person, Post, Unit
from tracemark.accounts.rules import Viewer, children_of, grants_of


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the order of the tree; ``depth`` 0 is a root, ``posts`` how many people serve there now."""

    id: UUID
    code: str
    name: str
    authority: str
    parent_id: UUID | None
    depth: int
    posts: int

    @property
    def steps(self) -> range:
        """One step a level, for indenting."""
        return range(self.depth)


def viewer_of(person: Person, purpose: str = "", language: str = "", *, address: str = "") -> Viewer:
    """The person as a viewer, by the posts they hold now and the tree of units. Two queries.

    An inactive person holds nothing. ``language`` defaults to the person's own.
    """
    posts: list[tuple[str, UUID]] = []
    if person.is_active:
        held = Post.objects.filter(person=person, ended_at=None).order_by("given_at", "id")
        posts = list(held.values_list("role", "unit_id"))
    children = unit_children() if posts else {}
    return Viewer(
        person_id=person.id,
        grants=grants_of(posts, children),
        language=language or person.language,
        purpose=purpose,
        unit_id=posts[0][1] if posts else None,
        address=address,
    )


def unit_children() -> dict[UUID | None, list[UUID]]:
    """The tree of units: a parent's id (None: the roots) to the ids directly below it."""
    return children_of(Unit.objects.order_by("code").values_list("id", "parent_id"))


def authorities_of_units() -> dict[UUID, str]:
    """The authority of every unit."""
    return dict(Unit.objects.values_list("id", "authority"))


def list_units(viewer: Viewer) -> list[UnitRow]:
    """Units as a tree from the top, those the viewer manages or serves in. Two queries."""
    units = {unit.id: unit for unit in Unit.objects.order_by("code")}
    children = children_of((unit.id, unit.parent_id) for unit in units.values())
    serving: dict[UUID, int] = {}
    for unit_id in Post.objects.filter(ended_at=None).values_list("unit_id", flat=True):
        serving[unit_id] = serving.get(unit_id, 0) + 1
    seen = visible_units(viewer)
    return [
        UnitRow(u.id, u.code, u.name, u.authority, u.parent_id, depth, serving.get(u.id, 0))
        for u, depth in ((units[unit_id], depth) for unit_id, depth in _walk(children))
        if seen is None or u.id in seen
    ]


def visible_units(viewer: Viewer) -> frozenset[UUID] | None:
    """The units whose names a viewer may see: all that any permission reaches, None for all."""
    seen: set[UUID] = set()
    for scope in viewer.grants.values():
        if scope is None:
            return None
        seen |= scope
    return frozenset(seen)


def list_people(viewer: Viewer) -> QuerySet[Person]:
    """People with the posts they hold now (``.held``), for whoever manages accounts; nobody for others."""
    people = Person.objects.order_by("username")
    if not viewer.may("account.manage"):
        return people.none()
    held = Post.objects.filter(ended_at=None).select_related("unit").order_by("unit__code", "role")
    return people.prefetch_related(Prefetch("posts", queryset=held, to_attr="held"))


def posts_held() -> dict[UUID, list[Post]]:
    """The posts everybody holds now, by person. One query."""
    held: dict[UUID, list[Post]] = {}
    for post in Post.objects.filter(ended_at=None).select_related("unit").order_by("unit__code", "role"):
        held.setdefault(post.person_id, []).append(post)
    return held


def find_person(viewer: Viewer, person_id: UUID) -> Person | None:
    """One of ``list_people``, or None."""
    return list_people(viewer).filter(id=person_id).first()


def posts_of(person_id: UUID) -> QuerySet[Post]:
    """All posts a person holds or held, the newest first."""
    return Post.objects.filter(person_id=person_id).select_related("unit").order_by("-given_at", "-id")


def second_factors(person_id: UUID) -> list[str]:
    """The kinds of second factor a person has set up: ``totp``, ``webauthn``. Recovery codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return list(
        Authenticator.objects.filter(user_id=person_id, type__in=kinds).values_list("type", flat=True)
    )


def tokens_of(person_id: UUID) -> QuerySet[ApiToken]:
    """A person's API tokens that were not ended, the newest first."""
    return ApiToken.objects.filter(person_id=person_id, ended_at=None).order_by("-made_at")


def find_token(digest: str, *, now: datetime) -> ApiToken | None:
    """The token with this SHA-256 (hex), when it may be used at ``now`` and its person is active."""
    usable = ApiToken.objects.filter(ended_at=None, expires_at__gt=now, person__is_active=True)
    return usable.select_related("person").filter(digest=digest).first()


def find_by_username(username: str) -> Person | None:
    """The person who signs in by this name, or None. For the command line and the demo."""
    return Person.objects.filter(username=username).first()


def find_unit_id(code: str) -> UUID | None:
    """The id of the unit with this code, or None."""
    return Unit.objects.filter(code=code).values_list("id", flat=True).first()


def authority_of(unit_id: UUID) -> str:
    """The kind of authority a unit belongs to; empty when there is no such unit or it has none."""
    return Unit.objects.filter(id=unit_id).values_list("authority", flat=True).first() or ""


def top_unit_id() -> UUID | None:
    """The id of the unit that stands above all others: what comes from outside is first its own."""
    return Unit.objects.filter(parent=None).order_by("code").values_list("id", flat=True).first()


def names_of(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of people by id: who did something is told to whoever may see what they did."""
    return dict(Person.objects.filter(id__in=person_ids).values_list("id", "name"))


def _walk(children: dict[UUID | None, list[UUID]]) -> list[tuple[UUID, int]]:
    """Unit ids with their depth, each parent before its children, siblings in their order."""
    walked: list[tuple[UUID, int]] = []
    waiting = [(root, 0) for root in reversed(children.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        walked.append((unit, depth))
        waiting.extend((child, depth + 1) for child in reversed(children.get(unit, [])))
    return walked
