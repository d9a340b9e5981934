"""What `table` does once Django is set up."""

import time
from uuid import UUID

import numpy as np
from benchmarks.matching.noise import Noise
from benchmarks.matching.world import World
from django.core.management import call_command
from django.db import connection

from tracemark.accounts.models import Unit
from tracemark.accounts.rules import console
from tracemark.matching.actions.indexing import KEY_COLUMNS, announce_keys
from tracemark.matching.models import MarkKey
from tracemark.matching.queries.lookup import TableSearch, current_weigher
from tracemark.matching.queries.records import OWNED
from tracemark.matching.rules.description import AS_TYPED, Description, Spelling, key_facts
from tracemark.matching.rules.keys import key_pair
from tracemark.matching.rules.shelf import Columns
from tracemark.matching.rules.weighing import Reading
from tracemark.register.actions.bulk import insert_rows
from tracemark.register.models import Weapon
from tracemark.register.rules.rows import Facts

PART = 20_000
WARM = 100
EPOCH = "2026-01-01"


def run(size: int, count: int, seed: int) -> None:
    """Fill, ask, print."""
    if MarkKey._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    world, noise = World(seed), Noise()
    register, drawn = world.register(size, noise)
    queries = list(world.queries(drawn, noise, count + WARM, 7))
    begun = time.perf_counter()
    if not MarkKey.objects.exists():
        fill(register)
    filled = time.perf_counter() - begun
    begun = time.perf_counter()
    current_weigher()
    ready = time.perf_counter() - begun
    known = set(register.texts["make"])
    questions = [description(each.reading, known) for each in queries]
    for core in (True, False):
        times, right, ten, with_record = [], 0, 0, 0
        for number, (query, question) in enumerate(zip(queries, questions, strict=True)):
            begun = time.perf_counter()
            search = TableSearch(VIEWER, OWNED, current_weigher())
            if core:
                ids = [weapon for weapon, _ in search.chances(question)[0]]
            else:
                ids = [each.id for each in search.answer(question).candidates]
            spent = time.perf_counter() - begun
            if number < WARM:
                continue
            times.append(spent * 1000)
            if query.row >= 0:
                with_record += 1
                truth = weapon_id(query.row)
                right += ids[:1] == [truth]
                ten += truth in ids[:10]
        p50, p90, p95, p99 = np.percentile(times, (50, 90, 95, 99))
        print(
            f"| {connection.vendor} | {size:,} | {'ids' if core else 'with reasons'} | {filled:.0f} | {ready:.1f} |"
            f" {p50:.3f} | {p90:.2f} | {p95:.2f} | {p99:.2f} | {right / with_record:.4f} | {ten / with_record:.4f} |",
            flush=True,
        )


VIEWER = console()


def weapon_id(row: int) -> UUID:
    """The id of a row of the invented register."""
    return UUID(int=(row * 0x9E3779B97F4A7C15 % 2**64) << 64 | row)


def description(reading: Reading, known: set[str]) -> Description:
    """A reading as an officer's question is described."""
    make = reading.make if reading.make in known or not reading.make else f"{AS_TYPED}{reading.make}"
    spellings = (Spelling(reading.serial, reading.certainty),) if reading.serial else ()
    return Description(
        spellings,
        make,
        reading.model,
        reading.calibre,
        country=two_letters(reading.country),
        year=reading.year,
    )


def two_letters(country: str) -> str:
    """A country of the invented world (X and a number) as the register's tables hold countries."""
    number = int(country[1:] or 0) if country else 0
    return f"{chr(65 + number // 26)}{chr(65 + number % 26)}" if country else ""


def facts_text(make: str, model: str, calibre: str, country: str, year: int) -> str:
    """What keys hold of a weapon."""
    facts = Facts(
        make_code=make or None,
        model_key=model,
        calibre_code=calibre or None,
        country_code=country or None,
        year=year or None,
    )
    return key_facts("register", "police", facts, ())


def fill(register: Columns) -> None:
    """Put weapons and keys into their tables."""
    unit = Unit.objects.create(code="ALL", name="All", authority="police")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("PRAGMA synchronous = OFF")
        else:
            cursor.execute("SET session_replication_role = replica")
        for index in [each.name for each in Weapon._meta.indexes]:
            cursor.execute(f"DROP INDEX IF EXISTS {connection.ops.quote_name(index)}")
    names = ("make", "model", "calibre", "country")
    for start in range(0, len(register), PART):
        part = range(start, min(start + PART, len(register)))
        weapons, keys, announced = [], [], []
        for row in part:
            make, model, calibre, country = (
                register.texts[name][register.coded[name][row] - 1] if register.coded[name][row] else ""
                for name in names
            )
            country = two_letters(country)
            serial, weapon = register.serials[row].decode(), weapon_id(row)
            weapons.append(
                (
                    weapon, f"XF{weapon.hex[:14]}", unit.id, "register", "issued", "serviceable", "lawful",
                    "", "", make, make, model, model, calibre, calibre, country, int(register.years[row]) or None,
                    serial, "", None, "", None, 1, "", "", 1, False,
                )
            )  # fmt: skip
            pair = key_pair(serial)
            if pair.head:
                known = facts_text(make, model, calibre, country, int(register.years[row]))
                keys.append((pair.head, pair.tail, serial[:20], 0, known, weapon, weapon, False))
                announced.append((pair.head, make))
        insert_rows(Weapon, COLUMNS, weapons)
        insert_rows(MarkKey, KEY_COLUMNS, keys)
        announce_keys(announced)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


COLUMNS = (
    "id", "record_no", "unit_id", "list_kind", "custody", "condition", "standing", "type_text", "type_code",
    "make_text", "make_code", "model_text", "model_key", "calibre_text", "calibre_code", "country_code", "year",
    "serial", "serial_absent", "occurred_on", "occurred_precision", "batch_id", "head_seq", "head_hash", "outcome",
    "sealed_seq", "is_voided",
)  # fmt: skip
