"""People, units and the permission matrix on the command line."""

import argparse
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from tracemark.accounts import actions, queries
from tracemark.accounts.models import Person, Post
from tracemark.accounts.permissions import Role, matrix_markdown
from tracemark.accounts.rules import console
from tracemark.findings import Finding, Refused, Severity


def add_commands(subparsers: Any) -> None:
    """Add ``people``, ``units`` and ``permissions``."""
    _add_people(subparsers)
    parser = subparsers.add_parser("units", help="list the tree of units, or add one")
    parser.add_argument("--add", metavar="CODE", help="code of a new unit")
    parser.add_argument("--name", default="", help="name of the new unit")
    parser.add_argument("--below", metavar="CODE", help="the unit it belongs to")
    parser.add_argument("--authority", default="", help="the kind of authority, such as police")
    parser.set_defaults(handler=units)

    parser = subparsers.add_parser("permissions", help="print the permission matrix")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write it into a file instead")
    parser.set_defaults(handler=permissions)


def _add_people(subparsers: Any) -> None:
    people = subparsers.add_parser("people", help="list or add people, give posts")
    words = people.add_subparsers(metavar="WORD", required=True)
    parser = words.add_parser("list", help="everybody and their posts")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=list_people)

    parser = words.add_parser("add", help="add a person with a post; prints the one-time password")
    parser.add_argument("username")
    parser.add_argument("--name", default="", help="full name")
    parser.add_argument("--role", required=True, choices=[str(role) for role in Role])
    parser.add_argument("--unit", required=True, metavar="CODE")
    parser.set_defaults(handler=add_person)

    parser = words.add_parser(
        "reset", help="lost device or password: new one-time password, no second factor"
    )
    parser.add_argument("username")
    parser.set_defaults(handler=reset_person)


def list_people(arguments: argparse.Namespace) -> int:
    """Print everybody: user name, name, posts."""
    held = queries.posts_held()
    people = list(queries.list_people(console()))
    if arguments.json:
        rows = [_person_json(person, held.get(person.id, [])) for person in people]
        print(json.dumps({"people": rows}, ensure_ascii=False))
        return 0
    for person in people:
        posts = ", ".join(f"{post.role} at {post.unit.code}" for post in held.get(person.id, []))
        print(f"{person.username}\t{person.name}\t{posts}{'' if person.is_active else ' (closed)'}")
    return 0


def _person_json(person: Person, posts: list[Post]) -> dict[str, Any]:
    """A person as ``--json`` prints them."""
    return {
        "username": person.username,
        "name": person.name,
        "is_active": person.is_active,
        "posts": [{"role": post.role, "unit": post.unit.code} for post in posts],
    }


def add_person(arguments: argparse.Namespace) -> int:
    """Add a person with one post."""
    unit = _unit_id(arguments.unit)
    secret = actions.create_person(
        username=arguments.username, name=arguments.name or arguments.username, by=None
    )
    actions.give_post(person=secret.id, unit=unit, role=arguments.role, by=None)
    print(f"{arguments.username}, one-time password {secret.text} (for {actions.ONE_TIME_DAYS} days)")
    return 0


def reset_person(arguments: argparse.Namespace) -> int:
    """Give a new one-time password and take the second factors away."""
    person = queries.find_by_username(arguments.username)
    if person is None:
        raise Refused(Finding("username_unknown", {"username": arguments.username}, Severity.REFUSAL))
    secret = actions.reset_second_factor(person.id, by=None)
    print(f"{arguments.username}, one-time password {secret.text} (for {actions.ONE_TIME_DAYS} days)")
    return 0


def units(arguments: argparse.Namespace) -> int:
    """Print the tree, or add a unit to it."""
    if arguments.add:
        parent = _unit_id(arguments.below) if arguments.below else None
        actions.create_unit(
            code=arguments.add,
            name=arguments.name or arguments.add,
            authority=arguments.authority,
            parent=parent,
            by=None,
        )
    for row in queries.list_units(console()):
        print(f"{'  ' * row.depth}{row.code}\t{row.name}")
    return 0


def permissions(arguments: argparse.Namespace) -> int:
    """Print the matrix as Markdown, or write it into a file."""
    if arguments.write:
        arguments.write.write_text(matrix_markdown(), encoding="utf-8")
    else:
        print(matrix_markdown(), end="")
    return 0


def _unit_id(code: str) -> UUID:
    """The id of the unit with this code; refused when there is none."""
    found = queries.find_unit_id(code)
    if found is None:
        raise Refused(Finding("unit_unknown", {"unit": code}, Severity.REFUSAL))
    return found
