"""The calculators: they need no node, only the rules."""

import argparse
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from tracemark.ammunition.data import DEFAULT, RULE_SETS, rule_set, rule_set_from
from tracemark.ammunition.rules.distances import Pair
from tracemark.ammunition.rules.divisions import read_division
from tracemark.ammunition.rules.emergency import DANGER_AREAS
from tracemark.ammunition.rules.rulesets import CONDITIONS, PROTECTION, RuleSet
from tracemark.ammunition.tables import answers
from tracemark.findings import Refused
from tracemark.stockpiles.jobs.plan_files import read_plan_file

Answer = dict[str, Any]


def add_words(words: Any) -> None:
    """Add distance, limit, mix, aggregate, blast, withdrawal and danger-area."""
    parser = words.add_parser("distance", help="the distance a quantity must keep from a neighbour")
    _pair_options(parser)
    parser.add_argument("--neq-kg", required=True, type=_kilograms, metavar="KG")
    parser.add_argument("--compare", action="store_true", help="ask every rule set")
    _finish(parser, distance)
    parser = words.add_parser(
        "limit", help="the largest quantity: of every store of a plan, or at a distance"
    )
    parser.add_argument(
        "plan", nargs="?", type=Path, metavar="SITE.geojson", help="GeoJSON, KML, CSV or spreadsheet"
    )
    _pair_options(parser, required=False)
    parser.add_argument("--distance-m", type=float, metavar="M")
    _finish(parser, limit)
    parser = words.add_parser("mix", help="whether hazard codes may lie together, or travel together")
    parser.add_argument("codes", nargs="+", metavar="1.1D")
    parser.add_argument("--transport", action="store_true")
    parser.add_argument(
        "--allow", action="append", default=[], metavar="NOTE", help="a note accepted for the place"
    )
    _finish(parser, mix)
    parser = words.add_parser("aggregate", help="what mixed hazard divisions count as together")
    parser.add_argument("contents", nargs="+", type=_content, metavar="1.1:500")
    parser.add_argument(
        "--propagates", action="store_true", help="one of the four cases in which 1.2 with 1.3 is 1.1"
    )
    _finish(parser, aggregate)
    parser = words.add_parser("blast", help="blast levels at a distance, for siting and emergency planning")
    parser.add_argument("--neq-kg", required=True, type=_kilograms, metavar="KG")
    parser.add_argument("--distance-m", required=True, type=float, metavar="M")
    _finish(parser, blast)
    parser = words.add_parser(
        "withdrawal", help="how far people withdraw from a fire, and the sign on the door"
    )
    parser.add_argument("--hd", required=True)
    parser.add_argument("--neq-kg", type=_kilograms, metavar="KG")
    parser.add_argument("--transport", action="store_true")
    _finish(parser, withdrawal)
    parser = words.add_parser("danger-area", help="how far a demolition area is closed")
    parser.add_argument("--kind", required=True, choices=sorted(DANGER_AREAS))
    parser.add_argument("--all-up-kg", required=True, type=_kilograms, metavar="KG")
    _finish(parser, danger_area)


def distance(arguments: argparse.Namespace) -> int:
    """Print the distance with its clause, edition and rules."""
    pair = _pair(arguments)
    if arguments.compare:
        found = answers.comparison_answer(arguments.hd, arguments.neq_kg, pair)
        return _print(arguments, {"rule_sets": found}, [_compared(one) for one in found])
    answer = answers.distance_answer(_rules(arguments), arguments.hd, arguments.neq_kg, pair)
    lines = [f"{answer['distance_m']} m", f"{answer['edition']}, {answer['clause']}"]
    return _print(arguments, answer, [*lines, *(f"  {one['words']}" for one in answer["rules"])])


def limit(arguments: argparse.Namespace) -> int:
    """Print the limits of a plan's stores (1 when part of the plan was not read), or of one distance."""
    rules = _rules(arguments)
    if arguments.plan is None:
        if arguments.distance_m is None or not arguments.hd or not arguments.es:
            raise ValueError("give SITE.geojson, or --hd, --es and --distance-m")
        answer = answers.quantity_answer(rules, arguments.hd, arguments.distance_m, _pair(arguments))
        return _print(arguments, answer, [f"{answer['neq_kg']} kg", answer["edition"]])
    answer = answers.plan_answer(rules, read_plan_file(arguments.plan))
    lines = [
        f"{store['store']}\t{one['division']}\t{one['neq_kg']} kg\t{one['binding']}\t{one['distance_m']} m"
        for store in answer["stores"]
        for one in store["limits"]
    ]
    _print(arguments, answer, [*lines, *(one["words"] for one in answer["findings"])])
    return 1 if answer["findings"] else 0


def mix(arguments: argparse.Namespace) -> int:
    """Print whether the codes may be together; 1 when not."""
    purpose = "transport" if arguments.transport else "storage"
    answer = answers.mix_answer(arguments.codes, purpose, arguments.allow)
    head = "yes" if answer["may_mix"] else "no"
    _print(arguments, answer, [head, answer["edition"], *(f"  {one['words']}" for one in answer["findings"])])
    return 0 if answer["may_mix"] else 1


def aggregate(arguments: argparse.Namespace) -> int:
    """Print every reading of mixed divisions."""
    contents: dict[str, Decimal] = {}
    for division, kilograms in arguments.contents:
        contents[division] = contents.get(division, Decimal(0)) + kilograms
    answer = answers.aggregate_answer(contents, propagates=arguments.propagates)
    lines = [
        f"{one['division']}\t{one['neq_kg']} kg\t{', '.join(one['sources'])}" for one in answer["readings"]
    ]
    return _print(arguments, answer, [*lines, *(one["words"] for one in answer["findings"])])


def blast(arguments: argparse.Namespace) -> int:
    """Print blast levels and what they do."""
    answer = answers.blast_answer(float(arguments.neq_kg), arguments.distance_m)
    lines = [f"Z {answer['z']}", *(f"{name}\t{value}" for name, value in answer["values"].items())]
    return _print(arguments, answer, [*lines, *(one["words"] for one in answer["consequences"])])


def withdrawal(arguments: argparse.Namespace) -> int:
    """Print the distance of withdrawal and the fire division."""
    answer = answers.emergency_answer(arguments.hd, arguments.neq_kg, transport=arguments.transport)
    return _print(
        arguments, answer, [f"{answer['withdrawal_m']} m", f"{answer['fire_division']} {answer['shape']}"]
    )


def danger_area(arguments: argparse.Namespace) -> int:
    """Print the radius of a demolition area."""
    answer = answers.danger_area_answer(arguments.kind, float(arguments.all_up_kg))
    return _print(arguments, answer, [f"{answer['radius_m']} m", answer["source"]])


def _pair_options(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument("--hd", required=required, default="", metavar="1.1", help="hazard division")
    parser.add_argument(
        "--es", required=required, default="", metavar="CODE", help="such as inhabited-building"
    )
    parser.add_argument(
        "--pes", default="", metavar="CODE", help="kind of store; the strictest when left out"
    )
    parser.add_argument(
        "--known", action="append", default=[], choices=sorted(CONDITIONS), help="what is known to hold"
    )
    parser.add_argument("--protection", default="high", choices=sorted(PROTECTION))
    parser.add_argument(
        "--rules", default=DEFAULT, metavar="CODE|FILE", help=f"{', '.join(RULE_SETS)}, or a JSON file"
    )


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=handler)


def _pair(arguments: argparse.Namespace) -> Pair:
    return Pair(arguments.es, arguments.pes, frozenset(arguments.known), arguments.protection)


def _rules(arguments: argparse.Namespace) -> RuleSet:
    if arguments.rules in RULE_SETS:
        return rule_set(arguments.rules)
    return rule_set_from(Path(arguments.rules))


def _compared(one: Mapping[str, Any]) -> str:
    if one["distance"]:
        return f"{one['rule_set']}\t{one['distance']['distance_m']} m\t{one['status']}"
    return f"{one['rule_set']}\t{' '.join(finding['words'] for finding in one['refused'])}"


def _print(arguments: argparse.Namespace, answer: Answer, lines: list[str]) -> int:
    print(json.dumps(answer, ensure_ascii=False) if arguments.json else "\n".join(lines))
    return 0


def _kilograms(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(f"not a number: {text}") from error
    if not value.is_finite() or value <= 0:
        raise argparse.ArgumentTypeError(f"not above zero: {text}")
    return value


def _content(text: str) -> tuple[str, Decimal]:
    division, _, kilograms = text.partition(":")
    if not kilograms:
        raise argparse.ArgumentTypeError(f"write division:kg, such as 1.1:500, not {text}")
    try:
        return read_division(division), _kilograms(kilograms)
    except Refused as refusal:
        raise argparse.ArgumentTypeError(f"no hazard division: {division}") from refusal
