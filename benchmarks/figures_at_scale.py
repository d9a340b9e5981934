"""All counts of the national report over a large register in Parquet, beside the same counts through the ORM.

    python benchmarks/figures_at_scale.py --weapons 10000000 --orm 20000

The register is invented: five events a weapon, one in twenty collected, destroyed or lost in some year. DuckDB runs on
two threads. The ORM's register (SQLite) is smaller, with the same mixture; both counts of that one are compared.
"""

import argparse
import json
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import django
import duckdb

WEAPONS = """
CREATE TABLE weapons AS SELECT i AS id,
  CASE WHEN i % 20 = 7 THEN 'seizures' WHEN i % 200 = 3 THEN 'destruction' WHEN i % 200 = 5 THEN 'losses'
       WHEN i % 3 = 0 THEN 'inventory' ELSE 'register' END AS list_kind,
  CASE WHEN i % 20 <> 7 THEN ''
       ELSE ['traced_home', 'traced_abroad', 'pending', 'not_tried', ''][1 + (hash(i) % 5)::INT] END AS outcome,
  ['self_loading_pistol', 'revolver', 'rifle', 'shotgun', ''][1 + (hash(i + 1) % 5)::INT] AS type_code,
  hash(i + 2) % 10 < 8 AS unique_mark
FROM range({count}) t(i)"""

EVENTS = """
CREATE TABLE events AS
SELECT w.id * 5 + n AS id, w.id AS weapon, n + 1 AS seq,
  CASE WHEN n > 0 THEN ['moved', 'counted', 'issued', 'returned'][n]
       WHEN list_kind = 'seizures' THEN ['seized', 'found', 'surrendered'][1 + (hash(w.id + 3) % 3)::INT]
       WHEN list_kind = 'destruction' THEN 'destroyed'
       WHEN list_kind = 'losses' THEN ['reported_lost', 'reported_stolen'][1 + (hash(w.id + 4) % 2)::INT]
       ELSE 'recorded' END AS kind,
  DATE '2016-01-01' + (hash(w.id + 5) % 3650)::INT AS occurred_on,
  CASE WHEN n > 0 THEN '{{}}'
       WHEN list_kind = 'seizures' THEN '{{"extra":{{"how":"' ||
         CASE WHEN hash(w.id + 3) % 3 = 0
              THEN ['seized_criminal', 'seized_administrative'][1 + (hash(w.id + 6) % 2)::INT]
              WHEN hash(w.id + 3) % 3 = 1 THEN 'found' ELSE 'surrendered' END || '"}},"list":"seizures"}}'
       ELSE '{{"list":"' || list_kind || '"}}' END AS payload,
  NULL::BIGINT AS voids
FROM weapons w, range(5) r(n)"""

YEARS = (2024, 2025)


def main() -> None:
    """Make both registers, count both ways, print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weapons", type=int, default=1_000_000)
    parser.add_argument("--orm", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["TRACEMARK_HOME"] = scratch
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracemark.config.settings")
        django.setup()
        folder = arguments.folder or Path(scratch)
        large, small = folder / "large", folder / "small"
        _make(large, arguments.weapons)
        _make(small, arguments.orm)
        seconds, found = _duckdb(large)
        print(
            f"DuckDB, Parquet: {arguments.weapons:,} weapons, {arguments.weapons * 5:,} events: {seconds:.1f} s"
        )
        print(f"  collected in 2025: {found['arms-collected', 'total', 2025]:,}")
        seconds, found = _duckdb(small)
        orm_seconds, same = _orm(small, found)
        print(f"DuckDB, Parquet: {arguments.orm:,} weapons: {seconds:.2f} s")
        print(f"ORM, SQLite:     {arguments.orm:,} weapons: {orm_seconds:.1f} s, same numbers: {same}")
        print(
            f"ORM, in proportion, for {arguments.weapons:,}: {orm_seconds * arguments.weapons / arguments.orm:,.0f} s"
        )


def _make(folder: Path, count: int) -> None:
    if (folder / "events.parquet").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute(WEAPONS.format(count=count))
        connection.execute(f"COPY weapons TO '{folder}/weapons.parquet' (FORMAT parquet)")
        connection.execute(
            f"COPY ({EVENTS.format().split('AS', 1)[1]}) TO '{folder}/events.parquet' (FORMAT parquet)"
        )


def _duckdb(folder: Path) -> tuple[float, dict[tuple[str, str, int], int | None]]:
    from tracemark.figures.jobs.columnar import count_folder
    from tracemark.figures.rules.counts import COUNTS

    counts = [count for count in COUNTS.values() if count.room == "register"]
    start = time.perf_counter()
    found = count_folder(folder, counts, YEARS)
    return time.perf_counter() - start, found


def _orm(folder: Path, expected: dict[tuple[str, str, int], int | None]) -> tuple[float, bool]:
    from django.core.management import call_command

    from tracemark.accounts.rules import console
    from tracemark.figures.queries.counts import get_tallies

    call_command("migrate", verbosity=0, interactive=False)
    _fill(folder)
    names = sorted({name for name, _, _ in expected})
    start = time.perf_counter()
    tallies = get_tallies(console(), names, YEARS)
    found = {key: tallies[key[0]].value(key[1], (key[2],)) for key in expected}
    return time.perf_counter() - start, found == expected


def _fill(folder: Path) -> None:
    """The small register into the node's own tables, past the actions: only counting is measured."""
    from uuid import UUID

    from tracemark.accounts.models import Unit
    from tracemark.register.models import Event, Mark, Weapon

    at = datetime(2026, 1, 1, tzinfo=UTC)
    unit = Unit.objects.create(code="XF", name="Farland", authority="commission")
    with duckdb.connect() as connection:
        weapons = connection.execute(f"SELECT * FROM '{folder}/weapons.parquet' ORDER BY id").fetchall()
        events = connection.execute(f"SELECT * FROM '{folder}/events.parquet' ORDER BY id").fetchall()
    axes = {
        "custody": "unknown",
        "condition": "unknown",
        "standing": "unknown",
        "head_hash": "0",
        "head_seq": 5,
    }
    Weapon.objects.bulk_create(
        (
            Weapon(
                id=UUID(int=i),
                record_no=f"W{i:09}",
                unit=unit,
                list_kind=kind,
                outcome=outcome,
                type_code=code,
                **axes,
            )
            for i, kind, outcome, code, _ in weapons
        ),
        batch_size=500,
    )
    Mark.objects.bulk_create(
        (
            Mark(
                id=UUID(int=i),
                weapon_id=UUID(int=i),
                event_id=UUID(int=i),
                position_no=1,
                role="serial",
                normalized=f"A{i}",
                script="latin",
            )
            for i, _, _, _, unique in weapons
            if unique
        ),
        batch_size=500,
    )
    Event.objects.bulk_create(
        (
            Event(id=UUID(int=i), weapon_id=UUID(int=w), seq=seq, kind=kind, occurred_on=day, occurred_precision="day",
                  recorded_at=at, unit=unit, payload=json.dumps(json.loads(payload)), prev_hash="0", hash="0")
            for i, w, seq, kind, day, payload, _ in events
        ),
        batch_size=500,
    )  # fmt: skip


if __name__ == "__main__":
    main()
