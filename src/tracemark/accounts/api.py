"""The node and the viewer, as programs see them."""

from django.conf import settings
from ninja import Router, Schema

from tracemark.accounts import queries
from tracemark.accounts.access import ApiRequest
from tracemark.config.problems import ERRORS

router = Router(tags=["accounts"])


class NodeOut(Schema):
    """Which node this is."""

    state: str
    name: str
    created_at: str
    public_key: str
    demo: bool


class ViewerOut(Schema):
    """Who asks, and what they may do where: unit ids, or null for the whole node."""

    person_id: str | None
    language: str
    grants: dict[str, list[str] | None]


class UnitOut(Schema):
    """A unit; ``parent_id`` null is the top."""

    id: str
    code: str
    name: str
    authority: str
    parent_id: str | None


@router.get("/node", response={200: NodeOut, **ERRORS}, summary="Which node this is")
def node(request: ApiRequest) -> NodeOut:
    """The node's identity and the public key that checks its seals."""
    here = settings.NODE
    return NodeOut(
        state=here.state,
        name=here.name,
        created_at=here.created_at,
        public_key=here.public_key,
        demo=here.is_demo,
    )


@router.get("/me", response={200: ViewerOut, **ERRORS}, summary="What I may do")
def me(request: ApiRequest) -> ViewerOut:
    """The viewer behind this request."""
    viewer = request.auth
    return ViewerOut(
        person_id=str(viewer.person_id),
        language=viewer.language,
        grants={
            permission: None if scope is None else sorted(map(str, scope))
            for permission, scope in viewer.grants.items()
        },
    )


@router.get("/units", response={200: list[UnitOut], **ERRORS}, summary="Units I may see")
def units(request: ApiRequest) -> list[UnitOut]:
    """Units in the order of the tree, each after the one above it."""
    return [
        UnitOut(
            id=str(row.id),
            code=row.code,
            name=row.name,
            authority=row.authority,
            parent_id=str(row.parent_id) if row.parent_id else None,
        )
        for row in queries.list_units(request.auth)
    ]
