"""The words that need a node: licence, check, import."""

import argparse
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone, translation

from tracemark.accounts.rules import console
from tracemark.ammunition.actions.stock_lists import keep_list
from tracemark.ammunition.jobs.stock_files import load_stock, read_stock_file
from tracemark.ammunition.queries.licences import find_licence, licences_in_force
from tracemark.ammunition.queries.standing import list_standings
from tracemark.ammunition.tables.documents import licence_document
from tracemark.ammunition.tables.papers import licence_docx, licence_pdf
from tracemark.ammunition.tables.reports import check_answer, standing_answer
from tracemark.oversight.actions import log_access
from tracemark.stockpiles.queries import find_store_named, get_site_plan
from tracemark.ui.words import word

LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")


def add_words(words: Any) -> None:
    """Add licence, check and import."""
    parser = words.add_parser("licence", help="write the licence of a store as PDF or DOCX")
    parser.add_argument("store", metavar="STORE", help="name of the store, or SITE/STORE")
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    parser.set_defaults(handler=licence)
    parser = words.add_parser("check", help="everything out of licence, incompatible or overdue")
    parser.add_argument("--stores", action="store_true", help="every store with what it holds and may hold")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=check)
    parser = words.add_parser("import", help="take in a list of stock: what lies in which store")
    parser.add_argument("list", type=Path, metavar="LIST.xlsx")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done and change nothing")
    parser.add_argument("--rejects", type=Path, metavar="OUT.csv", help="rows kept aside, with the reason")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=take_in)


def licence(arguments: argparse.Namespace) -> int:
    """Write the licence that holds for a store; 3 when there is none."""
    viewer, today = console(), timezone.localdate()
    store = find_store_named(viewer, arguments.store)
    if store is None:
        raise ValueError(f"no store, or more than one, is called {arguments.store}; write SITE/STORE")
    held = licences_in_force([store.id], today).get(store.id)
    found = find_licence(viewer, held.number, today) if held else None
    if found is None:
        raise ValueError(f"{store.name} has no licence in force")
    log_access(viewer, verb="export_licence", subject=found.licence.number)
    content = licence_document(found, get_site_plan(store.site), arguments.lang)
    with translation.override(arguments.lang):
        body = licence_docx(content) if arguments.out.suffix == ".docx" else licence_pdf(content)
    arguments.out.write_bytes(body)
    print(arguments.out)
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Print what wants attention; 1 when there is any."""
    viewer, today = console(), timezone.localdate()
    log_access(viewer, verb="read_stores")
    answer = check_answer(viewer, today)
    if arguments.stores:
        answer["stores"] = [standing_answer(one) for one in list_standings(viewer, today)]
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print("\n".join(one["words"] for one in answer["findings"]))
    return 1 if answer["findings"] or answer["balances_that_differ"] else 0


def take_in(arguments: argparse.Namespace) -> int:
    """Read a list of stock and take it in, or only say what it holds; 1 when rows were kept aside."""
    viewer = console()
    found = read_stock_file(arguments.list, viewer)
    done = 0
    if not arguments.dry_run:
        done = load_stock(found, by=viewer, at=timezone.now())
        keep_list(
            uuid4(), name=found.name, sha256=found.sha256, header=found.header, recorded=done,
            rejects=found.rejects, by=viewer, at=timezone.now(),
        )  # fmt: skip
    if arguments.rejects:
        arguments.rejects.write_text(found.rejects_csv(), encoding="utf-8")
    aside = [
        {"row": one.params.get("row"), "code": one.code, "words": word(one.code, **one.params)}
        for one in found.findings
    ]
    answer = {"rows": len(found.rows), "recorded": done, "kept_aside": aside}
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print(f"{answer['rows']} rows, {done} recorded, {len(found.findings)} kept aside")
        print("\n".join(str(one["words"]) for one in aside))
    return 1 if found.findings else 0
