"""Import permits on the command line."""

import argparse
import json
from typing import Any

from tracemark.accounts.rules import console
from tracemark.oversight.actions import log_access
from tracemark.transfers import queries
from tracemark.transfers.models import Permit
from tracemark.transfers.queries import STAGES, PermitFilters
from tracemark.transfers.tables import COLUMNS, permit_line


def add_commands(subparsers: Any) -> None:
    """Add ``permits``."""
    parser = subparsers.add_parser("permits", help="list import permits and how far they are delivered")
    parser.add_argument("--stage", choices=sorted(STAGES), default="", help="only those delivered so far")
    parser.add_argument("--importer", default="")
    parser.add_argument(
        "--find", default="", metavar="TEXT", help="part of a permit or end-user certificate number"
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=list_permits)


def list_permits(arguments: argparse.Namespace) -> int:
    """Print the permits, one a line, or one JSON object."""
    viewer = console()
    filters = PermitFilters(text=arguments.find, importer=arguments.importer, stage=arguments.stage)
    log_access(
        viewer, verb="export_permits", subject=f"{arguments.stage} {arguments.importer} {arguments.find}"
    )
    permits = queries.filtered_permits(viewer, filters)
    if arguments.json:
        print(json.dumps({"permits": [_values(permit) for permit in permits]}, ensure_ascii=False))
        return 0
    for permit in permits:
        quantities = f"{_known(permit.delivered_quantity)} / {_known(permit.permitted_quantity)}"
        print(
            f"{permit.permit_no}\t{permit.euc_no}\t{permit.importer}\t{quantities}\t{permit_line(permit).stage}"
        )
    return 0


def _known(quantity: int | None) -> str:
    return "?" if quantity is None else str(quantity)


def _values(permit: Permit) -> dict[str, Any]:
    values = {name: getattr(permit, name) for name in COLUMNS}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()
    }
