"""The node's words on the command line: init, migrate, backup, restore."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from tracemark.accounts import actions as accounts
from tracemark.accounts.demo import PASSWORD
from tracemark.accounts.permissions import Role
from tracemark.accounts.rules import console
from tracemark.config import backup
from tracemark.config.farland.node import make_demo
from tracemark.config.node import create_node, read_node
from tracemark.config.serving import serve
from tracemark.oversight.actions import log_access
from tracemark.oversight.append_only import grant_statements

Subparsers = Any  # argparse names the type of add_subparsers' answer privately


def add_commands(subparsers: Subparsers) -> None:
    """Add the node's commands."""
    parser = subparsers.add_parser("init", help="make an empty node in TRACEMARK_HOME")
    parser.add_argument("--state", required=True, help="two-letter code of the State, such as XF")
    parser.add_argument("--name", default="", help="name of the authority that runs the node")
    parser.add_argument(
        "--admin", default="admin", metavar="NAME", help="user name of the first administrator"
    )
    parser.set_defaults(handler=init)

    parser = subparsers.add_parser("demo", help="make the demo State of Farland if need be, and open it")
    _add_server_options(parser)
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.set_defaults(handler=demo)

    parser = subparsers.add_parser("serve", help="serve this node's pages")
    _add_server_options(parser)
    parser.set_defaults(handler=serve_node)

    parser = subparsers.add_parser("migrate", help="bring the database up to this version of Tracemark")
    parser.set_defaults(handler=migrate)

    parser = subparsers.add_parser(
        "grants", help="print the SQL of a PostgreSQL role that cannot change the past"
    )
    parser.add_argument("role", help="the role that serves pages; migrate runs as the owner of the tables")
    parser.set_defaults(handler=grants)

    parser = subparsers.add_parser("backup", help="write database, keys and files into one archive")
    parser.add_argument("out", type=Path, metavar="OUT.zip")
    parser.set_defaults(handler=make_backup)

    parser = subparsers.add_parser("restore", help="bring a backup back into an empty TRACEMARK_HOME")
    parser.add_argument("archive", type=Path, metavar="BACKUP.zip")
    parser.set_defaults(handler=restore)


def init(arguments: argparse.Namespace) -> int:
    """Folder, keys, database, top unit and first administrator; the password is printed this once."""
    home = settings.HOME
    if read_node(home).exists:
        raise FileExistsError(
            f"{home} holds the node of {read_node(home).state} already; nothing was changed"
        )
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        password = _first_administrator(arguments.admin, arguments.state, arguments.name, arguments.language)
        node = create_node(home, state=arguments.state, name=arguments.name, created_at=timezone.now())
    print(f"Node of {node.state} made in {home}")
    print(f"Public key   {node.public_key}")
    print(f"Administrator {arguments.admin}, one-time password {password}")
    print(f"It works for {accounts.ONE_TIME_DAYS} days and must be changed at the first sign-in.")
    return 0


def _add_server_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=int, default=8000)


def demo(arguments: argparse.Namespace) -> int:
    """Make Farland on first use, say what to try, and serve it."""
    if not settings.NODE.exists:
        make_demo(settings.HOME, by=console(), at=timezone.now(), say=_say)
    elif not settings.NODE.is_demo:
        raise ValueError(
            f"{settings.HOME} holds the node of {settings.NODE.state}, not a demo: tracemark serve"
        )
    else:
        call_command("migrate", verbosity=0, interactive=False)
    print(WHAT_TO_TRY.format(host=arguments.host, port=arguments.port, password=PASSWORD), flush=True)
    serve(arguments.host, arguments.port, open_page=not arguments.no_browser)
    return 0


def _say(text: str) -> None:
    print(text, flush=True)


WHAT_TO_TRY = """
Tracemark is open at http://{host}:{port}   (stop with Ctrl-C)

Sign in as   officer, evidence, second, analyst, oversight or admin
Password     {password}   (the sign-in page shows the code of the second factor: this is a demo)

To try
  1  Find a weapon from a bad reading: write a number with ? for what cannot be read into the search box.
  2  Seizures 2025: which of them are ours, lost, stolen, or should not exist?
  3  Alerts: a weapon was seized after it had been destroyed.
  4  Figures: SDG 16.4.2 for 2025, and from any number down to its rows.
  5  Lists: take one in yourself; Farland's are in the folder farland/lists.
  6  Another language, at the top of every page.

The same on the command line, in another window
  python3 run.py find "AB?1234"
  python3 run.py match --seizures 2025 --out matches.csv
  python3 run.py figure sdg-16.4.2 --year 2025
  python3 run.py verify --rebuild
"""


def serve_node(arguments: argparse.Namespace) -> int:
    """Serve the node until stopped."""
    if not settings.NODE.exists:
        raise ValueError(f"{settings.HOME} holds no node; make one with: tracemark init --state XX")
    print(
        f"{settings.NODE.name} at http://{arguments.host}:{arguments.port}   (stop with Ctrl-C)", flush=True
    )
    serve(arguments.host, arguments.port, open_page=False)
    return 0


def migrate(arguments: argparse.Namespace) -> int:
    """Apply the migrations that are missing."""
    call_command("migrate", verbosity=0, interactive=False)
    print("The database is up to date.")
    return 0


def grants(arguments: argparse.Namespace) -> int:
    """Print the statements, for the database's owner to run after each migrate."""
    print(";\n".join(grant_statements(arguments.role)) + ";")
    return 0


def make_backup(arguments: argparse.Namespace) -> int:
    """Write the archive; it holds the private keys, so its mode is 0600."""
    log_access(console(), verb="backup", subject=arguments.out.name)
    manifest = backup.write_backup(settings.HOME, arguments.out)
    size = arguments.out.stat().st_size
    print(f"{arguments.out}: {len(manifest['files'])} files, {size:,} bytes")
    print("It holds the node's private keys and every record: keep it locked away.")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Check every file of the archive, then put all in place."""
    manifest = backup.restore_backup(settings.HOME, arguments.archive)
    print(f"Node of {manifest['state']} restored into {settings.HOME} as of {manifest['made_at']}.")
    print("Run: tracemark migrate, then tracemark verify")
    return 0


def _first_administrator(username: str, state: str, name: str, language: str) -> str:
    """The top unit and a person who administers the node; returns the one-time password."""
    unit = accounts.create_unit(code=state, name=name or state, by=None)
    person = accounts.create_person(username=username, name=username, language=language, by=None)
    accounts.give_post(person=person.id, unit=unit.id, role=Role.ADMINISTRATOR, by=None)
    return person.text
