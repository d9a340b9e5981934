"""``node``: this State's identity card, the cards of others, and the directory of points of contact."""

import argparse
import json
import os
from pathlib import Path
from typing import Any

from tracemark.accounts.rules import console
from tracemark.exchange.actions import cards as actions
from tracemark.exchange.models import Card
from tracemark.exchange.queries import cards as queries
from tracemark.exchange.rules.cards import CONTACT_FIELDS, fingerprint
from tracemark.exchange.tables import contact_values, partner_values
from tracemark.ui.words import word


def add_commands(subparsers: Any) -> None:
    """Add ``node``."""
    parser = subparsers.add_parser(
        "node", help="identity cards: ours, those of other States, and whom we trust"
    )
    words = parser.add_subparsers(metavar="WORD", required=True)

    one = words.add_parser("card", help="make or show this node's identity card")
    one.add_argument("--out", type=Path, metavar="FILE", help="write the card to a file, to hand over")
    one.add_argument("--authority", default="", help="name of the authority; else that of the node")
    one.add_argument(
        "--address", help="https address of this node as other nodes reach it; empty: courier only"
    )
    one.add_argument("--languages", default="", help="languages of the point of contact, such as en,fr")
    one.add_argument("--office", help="name of the office that is the national point of contact")
    for name in CONTACT_FIELDS[1:]:
        one.add_argument(f"--{name}", help=f"the office's {name}")
    one.add_argument("--json", action="store_true")
    one.set_defaults(handler=card)

    one = words.add_parser("trust", help="take in another State's card")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--fingerprint", default="", help="as it was read aloud; without it the card waits")
    one.set_defaults(handler=trust)

    one = words.add_parser("confirm", help="confirm the fingerprint of a card that waits")
    one.add_argument("state", metavar="XN")
    one.add_argument("--fingerprint", required=True)
    one.set_defaults(handler=confirm)

    one = words.add_parser("distrust", help="believe no key of a State until a new card is confirmed")
    one.add_argument("state", metavar="XN")
    one.add_argument("--reason", required=True)
    one.set_defaults(handler=distrust)

    one = words.add_parser("rotate", help="make new keys; the card is signed by the old key too")
    one.add_argument(
        "--revoke", default="", metavar="REASON", help="the old keys must not be believed any more"
    )
    one.set_defaults(handler=rotate)

    one = words.add_parser("directory", help="national points of contact and whose card we trust")
    one.add_argument("--json", action="store_true")
    one.set_defaults(handler=directory)


def card(arguments: argparse.Namespace) -> int:
    """Make the card when there is none or something is new; write it to a file; print its fingerprint."""
    given = {
        name: getattr(arguments, name) for name in CONTACT_FIELDS if getattr(arguments, name) is not None
    }
    made = actions.issue_card(
        by=console(),
        authority=arguments.authority,
        address=arguments.address,
        languages=[part for part in arguments.languages.split(",") if part],
        contact=given or None,
    )
    if arguments.out:
        _write(arguments.out, actions.card_file(made))
    if arguments.json:
        view = queries.find_partner(console(), made.state)
        print(json.dumps(partner_values(view) if view else {}, ensure_ascii=False))
        return 0
    _print_card(made)
    return 0


def trust(arguments: argparse.Namespace) -> int:
    """Take in a card; exit code 1 while it waits for its fingerprint."""
    signed = actions.read_card_file(_bounded(arguments.file))
    taken, step = actions.receive_card(signed, by=console(), fingerprint=arguments.fingerprint)
    _print_card(taken)
    print(word(f"trust_{step}"))
    if step == "received":
        print(
            f"Have the fingerprint read to you by telephone, then: tracemark node confirm {taken.state} --fingerprint …"
        )
        return 1
    return 0


def confirm(arguments: argparse.Namespace) -> int:
    """Trust the card that waits."""
    _print_card(actions.confirm_card(arguments.state, fingerprint=arguments.fingerprint, by=console()))
    print(word("trust_confirmed"))
    return 0


def distrust(arguments: argparse.Namespace) -> int:
    """Withdraw trust."""
    actions.withdraw_trust(arguments.state, reason=arguments.reason, by=console())
    print(f"{arguments.state}: {word('trust_withdrawn')}")
    return 0


def rotate(arguments: argparse.Namespace) -> int:
    """Make new keys and tell every partner."""
    _print_card(actions.rotate_keys(by=console(), revoke=arguments.revoke))
    return 0


def directory(arguments: argparse.Namespace) -> int:
    """Print the directory."""
    contacts, partners = queries.list_contacts(console()), queries.list_partners(console())
    if arguments.json:
        values = {
            "contacts": [contact_values(one) for one in contacts],
            "partners": [partner_values(one) for one in partners],
        }
        print(json.dumps(values, ensure_ascii=False))
        return 0
    lines = {one.partner.state: one for one in partners}
    for one in contacts:
        view = lines.get(one.state)
        print(f"{one.state}\t{one.authority}\t{one.languages}\t{word(f'line_{view.line}') if view else '-'}")
        if view and view.fingerprint:
            print(f"\t{view.fingerprint}")
    return 0


def _print_card(made: Card) -> None:
    view = queries.card_of(made)
    print(f"{view.state}  {view.authority}  ({made.serial})  {view.address or '-'}")
    print(f"Fingerprint  {fingerprint(view.sign_key.kid)}")


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(actions.CARD_BYTES_AT_MOST + 1)
