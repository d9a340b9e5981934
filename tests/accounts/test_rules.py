"""Viewers, and why a post or a place in the tree is refused."""

from uuid import UUID

from tracemark.accounts.rules import Viewer, check_new_post, check_parent, units_below

A, B, C, D = (UUID(int=n) for n in range(1, 5))
CHILDREN = {None: [A], A: [B], B: [C]}


def refusals(**changes: object) -> list[str]:
    facts = {"role": "officer", "person": A, "by": B, "is_held": False, "held_roles": []} | changes
    return [finding.code for finding in check_new_post(**facts)]


def test_a_unit_reaches_itself_and_all_below() -> None:
    assert units_below(CHILDREN, B) == {B, C}
    assert units_below(CHILDREN, D) == {D}


def test_a_loop_in_the_tree_ends() -> None:
    assert units_below({A: [B], B: [A]}, A) == {A, B}


def test_a_unit_is_never_put_below_itself() -> None:
    assert [f.code for f in check_parent(unit=A, parent=C, children=CHILDREN)] == ["unit_below_itself"]
    assert check_parent(unit=C, parent=A, children=CHILDREN) == []
    assert check_parent(unit=None, parent=A, children=CHILDREN) == []


def test_a_post_is_refused_with_every_reason() -> None:
    assert refusals() == []
    assert refusals(by=A) == ["own_post_refused"]
    assert refusals(by=None) == []
    assert refusals(is_held=True, role="emperor") == ["role_unknown", "post_already_held"]


def test_two_roles_that_watch_each_other_need_two_people() -> None:
    assert refusals(role="second_officer", held_roles=["officer"]) == ["roles_need_two_people"]
    assert refusals(role="analyst", held_roles=["officer"]) == []


def test_a_viewer_may_at_the_units_of_a_permission_only() -> None:
    viewer = Viewer(A, {"weapon.read": frozenset({A}), "figure.read": None})
    assert viewer.may_at("weapon.read", A) and not viewer.may_at("weapon.read", B)
    assert viewer.may_at("figure.read", None) and not viewer.may_at("weapon.read", None)
    assert not viewer.may_at("weapon.act", A)


def test_only_a_permission_that_writes_makes_a_writer() -> None:
    assert not Viewer(A, {"weapon.read": None}).may_write
    assert Viewer(A, {"weapon.read": None, "match.judge": None}).may_write
