"""A database counts by the same definitions as the rules do."""

from pathlib import Path

import duckdb
from tests.figures.test_counts import ROWS

from tracemark.figures.jobs.columnar import count_folder
from tracemark.figures.rules.counts import COUNTS, CountFact, count_facts

NAMES = [name for name, count in COUNTS.items() if count.room == "register"]
YEARS = (2024, 2025)


def write_parquet(folder: Path, facts: list[CountFact]) -> None:
    """The facts as a register in Parquet would hold them."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE weapons(id VARCHAR, list_kind VARCHAR, outcome VARCHAR, type_code VARCHAR, unique_mark BOOL)"
    )
    connection.execute(
        "CREATE TABLE events(id VARCHAR, weapon VARCHAR, seq INT, kind VARCHAR, "
        "occurred_on DATE, payload VARCHAR, voids VARCHAR)"
    )
    for one in facts:
        held = "inventory" if one.state_held else one.list_kind
        connection.execute(
            "INSERT INTO weapons VALUES (?,?,?,?,?)",
            [one.weapon_id, held, one.outcome, one.type_code, one.unique_mark],
        )
        extra = f'{{"how":"{one.how}","scope":"{one.scope}","duplicate_of":"{one.duplicate_of}"}}'
        row = [one.event_id, one.weapon_id, 1, one.kind, one.day, f'{{"extra":{extra}}}', None]
        connection.execute("INSERT INTO events VALUES (?,?,?,?,?,?,?)", row)
        if one.destroyed:
            more = [f"{one.event_id}-d", one.weapon_id, 2, "destroyed", "2020-01-01", "{}", None]
            connection.execute("INSERT INTO events VALUES (?,?,?,?,?,?,?)", more)
    for name in ("weapons", "events"):
        connection.execute(f"COPY {name} TO '{folder}/{name}.parquet' (FORMAT parquet)")


def test_duckdb_and_the_rules_give_the_same_numbers(tmp_path: Path) -> None:
    facts = [one for one in ROWS if one.day is not None and not (one.kind == "destroyed" and one.collected)]
    write_parquet(tmp_path, facts)
    found = count_folder(tmp_path, [COUNTS[name] for name in NAMES], YEARS)
    for (name, cell, year), value in found.items():
        assert value == count_facts(COUNTS[name], facts, YEARS).value(cell, (year,)), (name, cell, year)
    assert len(found) == sum(len(COUNTS[name].cells) for name in NAMES) * 2
