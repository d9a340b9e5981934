"""The permission matrix, every row of it, against random trees of units."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.accounts.permissions import (
    MATRIX,
    PERMISSIONS,
    Reach,
    Role,
    matrix_markdown,
    needs_second_officer,
    writes,
)
from tracemark.accounts.rules import INCOMPATIBLE, children_of, console, grants_of

Tree = Mapping[UUID, UUID | None]
CELLS = [(role, permission) for role in Role for permission in PERMISSIONS]
NAMED = {
    "weapon.search",
    "weapon.read",
    "weapon.act",
    "weapon.report",
    "weapon.void",
    "weapon.accept",
    "list.import",
    "list.void",
    "match.judge",
    "match.train",
    "figure.read",
    "figure.publish",
    "report.read",
    "report.fill",
    "report.lead",
    "report.sign",
    "instrument.load",
    "observatory.read",
    "observatory.inside",
    "observatory.load",
    "observatory.ask",
    "reference.read",
    "reference.curate",
    "oversight.read",
    "alert.settle",
    "account.manage",
    "node.export",
    "exchange.read",
    "exchange.evidence",
    "exchange.send",
    "exchange.trust",
    "node.backup",
    "holder.read",
    "ammunition.read",
    "ammunition.move",
    "ammunition.plan",
    "ammunition.approve",
    "trace.read",
    "trace.open",
    "trace.confirm",
    "trace.send",
    "trace.review",
    "trace.configure",
}


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """A forest of 1 to 12 units: each hangs below an earlier one or is a root."""
    units = [UUID(int=n + 1) for n in range(draw(st.integers(1, 12)))]
    return {
        unit: units[draw(st.integers(0, n - 1))] if n and draw(st.booleans()) else None
        for n, unit in enumerate(units)
    }


def is_below(tree: Tree, unit: UUID, top: UUID) -> bool:
    """The oracle: climb from the unit, instead of walking down from the post."""
    here: UUID | None = unit
    while here is not None:
        if here == top:
            return True
        here = tree[here]
    return False


@pytest.mark.parametrize(("role", "permission"), CELLS)
@given(tree=trees(), data=st.data())
@settings(max_examples=12, deadline=None)
def test_a_role_reaches_exactly_its_units(
    role: Role, permission: str, tree: Tree, data: st.DataObject
) -> None:
    post = data.draw(st.sampled_from(sorted(tree)))
    grants = grants_of([(role, post)], children_of(tree.items()))
    reach = MATRIX[role].get(permission)
    if reach is None:
        assert permission not in grants
    elif reach is Reach.NODE:
        assert grants[permission] is None
    else:
        assert grants[permission] == {unit for unit in tree if is_below(tree, unit, post)}


@given(tree=trees(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_several_posts_add_up(tree: Tree, data: st.DataObject) -> None:
    one_post = st.tuples(st.sampled_from(list(Role)), st.sampled_from(sorted(tree)))
    posts = data.draw(st.lists(one_post, max_size=4))
    grants = grants_of(posts, children_of(tree.items()))
    for permission in PERMISSIONS:
        for unit in tree:
            allowed = any(
                (reach := MATRIX[role].get(permission)) is Reach.NODE
                or (reach is Reach.UNIT and is_below(tree, unit, post))
                for role, post in posts
            )
            scope = grants.get(permission, frozenset())
            assert (scope is None or unit in scope) == allowed


def test_no_post_permits_nothing_and_an_unknown_role_permits_nothing() -> None:
    unit = UUID(int=1)
    assert grants_of([], {}) == {}
    assert grants_of([("emperor", unit)], {None: [unit]}) == {}


def test_the_permissions_are_those_the_rooms_ask_for() -> None:
    assert set(PERMISSIONS) == NAMED
    assert {permission for row in MATRIX.values() for permission in row} == NAMED


def test_who_asks_does_not_accept() -> None:
    asking = {p for p, rule in PERMISSIONS.items() if rule.second}
    for role, row in MATRIX.items():
        assert not ("weapon.accept" in row and asking & set(row)), role
    for role in MATRIX:
        if asking & set(MATRIX[role]):
            assert frozenset({role, Role.SECOND_OFFICER}) in INCOMPATIBLE


def test_an_administrator_sees_no_weapon_and_no_holder() -> None:
    row = MATRIX[Role.ADMINISTRATOR]
    assert not {"weapon.search", "weapon.read", "holder.read", "oversight.read"} & set(row)


def test_oversight_changes_nothing_but_alerts() -> None:
    assert {permission for permission in MATRIX[Role.OVERSIGHT] if writes(permission)} == {"alert.settle"}


def test_destroying_and_voiding_need_a_second_officer_and_issuing_does_not() -> None:
    assert needs_second_officer("weapon.act", "destroyed")
    assert not needs_second_officer("weapon.act", "issued")
    assert needs_second_officer("weapon.void")
    assert not needs_second_officer("weapon.report", "seized")


def test_the_console_may_everything() -> None:
    viewer = console(user="ana")
    assert all(viewer.units(permission) is None for permission in PERMISSIONS)
    assert (viewer.person_id, viewer.address) == (None, "console ana")


def test_the_printed_matrix_is_the_matrix() -> None:
    page = Path(__file__).parents[2] / "docs" / "permissions.md"
    assert page.read_text(encoding="utf-8") == matrix_markdown(), (
        "run: tracemark permissions --write docs/permissions.md"
    )
