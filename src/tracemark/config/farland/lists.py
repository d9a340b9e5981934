"""The lists that Farland's authorities keep, with the habits of real ones: titles, totals, spellings."""

import csv
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from xlsxwriter import Workbook

from tracemark.config.farland.world import SEED, TOWNS, Arm, World, described, misread, some_day, worn

YEAR = 2025
Cells = list[Any]


def write_lists(folder: Path, world: World) -> list[tuple[str, str, Path]]:
    """Write Farland's seven lists; returns (kind, unit code, path) in the order in which they are loaded."""
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(SEED)
    writers: Sequence[tuple[str, str, str, Callable[[Random, World, Path], None]]] = (
        ("inventory", "ARMY", "army_inventory.xlsx", _inventory),
        ("register", "POLICE", "police_register.csv", _register),
        ("losses", "POLICE", "pertes_et_vols.csv", _losses),
        ("destruction", "COMMISSION", "destruction.xlsx", _destruction),
        ("imports", "COMMISSION", "import_permits.csv", _permits),
        ("receipts", "COMMISSION", "amnesty_receipts.csv", _receipts),
        ("seizures", "EVIDENCE", f"seizures_{YEAR}.xlsx", _seizures),
    )
    written = []
    for kind, unit, name, write in writers:
        write(random, world, folder / name)
        written.append((kind, unit, folder / name))
    return written


def _inventory(random: Random, world: World, path: Path) -> None:
    header = [
        "No.",
        "Type",
        "Make",
        "Model",
        "Calibre",
        "Serial no.",
        "Year",
        "Qty",
        "On charge since",
        "Remarks",
    ]
    half = len(world.army) // 2
    with Workbook(path, {"in_memory": True}) as book:
        day_format = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, arms in (("1 Inf Bde", world.army[:half]), ("Central Depot", world.army[half:])):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["STATE OF FARLAND - ARMY"])
            sheet.write_row(1, 0, [f"Inventory of small arms - {name}"])
            sheet.write_row(3, 0, header)
            rows = [_held(random, number, arm) for number, arm in enumerate(arms, start=1)]
            rows.append(_unmarked(random, len(arms) + 1, arms[0]))
            for at, row in enumerate(rows, start=4):
                _write_row(sheet, at, row, day_format)
            sheet.write_row(len(rows) + 4, 0, ["Total weapons", *[None] * 6, sum(row[7] for row in rows)])
            sheet.write_row(len(rows) + 6, 0, ["Signed: the quartermaster"])


def _write_row(sheet: Any, at: int, row: Cells, day_format: Any) -> None:
    for column, value in enumerate(row):
        if isinstance(value, date):
            sheet.write_datetime(at, column, value, day_format)
        else:
            sheet.write(at, column, value)


def _held(random: Random, number: int, arm: Arm) -> Cells:
    since = some_day(random, date(1993, 1, 1), date(2023, 12, 31))
    return [number, *described(random, arm), arm.serial, arm.year, 1, since, None]


def _unmarked(random: Random, number: int, arm: Arm) -> Cells:
    return [number, *described(random, arm), None, None, 12, date(2004, 5, 3), "unmarked, held by number"]


CYRILLIC = str.maketrans("ABEKMHOPCTX", "АВЕКМНОРСТХ")


def _register(random: Random, world: World, path: Path) -> None:
    rows: list[Cells] = [
        ["Reg no", "Date", "Station", "Type", "Make", "Model", "Calibre", "Serial number", "Holder"]
    ]
    for number, arm in enumerate(world.police, start=1):
        day = some_day(random, date(2002, 1, 1), date(2024, 12, 31))
        serial = arm.serial.translate(CYRILLIC) if random.random() < 0.05 else arm.serial
        holder = random.choice(["private", "private", "private", "security firm", "police stock"])
        rows.append(
            [
                f"P{day.year}-{number:05}",
                f"{day:%d/%m/%Y}",
                f"{random.choice(TOWNS)} PS",
                *described(random, arm),
                serial,
                holder,
            ]
        )
    rows.append(rows[7])
    _write_csv(path, rows, "utf-8-sig", ",")


def _losses(random: Random, world: World, path: Path) -> None:
    """Kept in French, on an old machine: another language, another separator, another encoding."""
    rows: list[Cells] = [
        [
            "N° déclaration",
            "Date de perte",
            "Nature",
            "Type",
            "Marque",
            "Modèle",
            "Calibre",
            "N° de série",
            "Commissariat",
        ]
    ]
    for number, arm in enumerate(lost_arms(world), start=1):
        day = some_day(random, date(2022, 1, 1), date(2024, 12, 31))
        kind = random.choice(["perdue", "volée"])
        rows.append(
            [
                f"PV-{number:03}",
                f"{day:%d/%m/%Y}",
                kind,
                *described(random, arm),
                arm.serial,
                random.choice(TOWNS),
            ]
        )
    _write_csv(path, rows, "cp1252", ";")


def lost_arms(world: World) -> tuple[Arm, ...]:
    """The weapons reported lost or stolen: some of both registers."""
    return world.police[10:26] + world.army[10:18]


def destroyed_arms(world: World) -> tuple[Arm, ...]:
    """The weapons destroyed in November 2024."""
    return world.army[60:72] + world.police[60:66]


def _destruction(random: Random, world: World, path: Path) -> None:
    arms = destroyed_arms(world)
    with Workbook(path, {"in_memory": True}) as book:
        day_format = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("2024")
        sheet.write_row(0, 0, ["FARLAND - Destruction register 2024"])
        sheet.write_row(
            1, 0, ["Batch", "Date", "Method", "Witnesses", "Type", "Make", "Model", "Calibre", "Serial no."]
        )
        for at, arm in enumerate(arms, start=2):
            row = [
                "D-1",
                date(2024, 11, 20),
                "Melted",
                "the inspector; the clerk",
                *described(random, arm),
                arm.serial,
            ]
            _write_row(sheet, at, row, day_format)
        sheet.write_row(len(arms) + 2, 0, ["Batch total", *[None] * 7, len(arms)])


def _permits(random: Random, world: World, path: Path) -> None:
    rows: list[Cells] = [
        [
            "Permit no",
            "End-user certificate no",
            "Issued",
            "Exporter",
            "Importer",
            "Make",
            "Model",
            "Permitted qty",
            "Delivered qty",
            "Delivered on",
        ]
    ]
    for number in range(1, 13):
        issued = some_day(random, date(2024, 1, 1), date(2025, 6, 30))
        permitted = random.choice([10, 20, 50, 100])
        delivered: object = "" if number % 4 == 0 else permitted + (2 if number == 5 else 0)
        arm = random.choice(world.police)
        on = f"{issued + timedelta(days=60):%d %b %Y}" if delivered else ""
        rows.append(
            [
                f"IP-{number:03}",
                f"EUC-XF-{issued.year}-{number:05}",
                f"{issued:%d %b %Y}",
                random.choice(["XN", "XS"]),
                random.choice(["Fartrade", "Ministry of Interior"]),
                *described(random, arm)[1:3],
                permitted,
                delivered,
                on,
            ]
        )
    _write_csv(path, rows, "utf-8", ",")


def _receipts(random: Random, world: World, path: Path) -> None:
    rows: list[Cells] = [
        [
            "Receipt no",
            "Date",
            "Site",
            "Type",
            "Make",
            "Model",
            "Calibre",
            "Serial",
            "Number",
            "Condition",
            "Remarks",
        ]
    ]
    number = 0
    for week in range(2):
        first = date(YEAR, 5, 5) + timedelta(days=7 * week)
        for arm in world.strangers[week * 8 : week * 8 + 8]:
            number += 1
            day = some_day(random, first, first + timedelta(days=4))
            rows.append(
                [
                    f"A{number:04}",
                    f"{day:%d %b %Y}",
                    random.choice(TOWNS),
                    *described(random, arm),
                    arm.serial,
                    1,
                    "worn",
                    "",
                ]
            )
        rows.append([f"Total week {week + 1}", *[""] * 7, 8, "", ""])
    _write_csv(path, rows, "utf-8-sig", ",")


HOW = (
    "Seized - criminal offence",
    "seized – criminal",
    "Found",
    "Handed in voluntarily",
    "Seized (administrative)",
)
OUTCOMES = (
    "Traced at home",
    "Traced abroad",
    "Established otherwise",
    "Pending",
    "Too little information",
    "Not tried",
    "",
)
AGENCIES = ("Police", "Customs", "Border Guard", "Gendarmerie")


def _seizures(random: Random, world: World, path: Path) -> None:
    header = (
        "Case no,Date,Place,Agency,How obtained,Type,Make,Model,Calibre,Marks as read,"
        "Action taken,Trace outcome,Holder sex,Holder age group,Remarks"
    )
    rows = sorted(_seized(random, world), key=lambda row: row[1])
    with Workbook(path, {"in_memory": True}) as book:
        day_format = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet(str(YEAR))
        sheet.write_row(0, 0, header.split(","))
        for at, row in enumerate(rows, start=1):
            _write_row(sheet, at, [f"{row[0]}-25/{at:04}", *row[1:]], day_format)


def _seized(random: Random, world: World) -> list[Cells]:
    known = [*world.police[5:40], *world.army[5:25], *destroyed_arms(world)[:2]]
    rows = [_seizure(random, arm, _as_read(random, arm.serial)) for arm in known]
    rows += [_seizure(random, arm, _as_read(random, arm.serial)) for arm in world.strangers[20:34]]
    rows += [
        _seizure(random, world.strangers[34], words)
        for words in ("no marks", "ILLEGIBLE (rust)", "S/N ground off")
    ]
    again = list(rows[3])
    again[0], again[3], again[4] = "GEN", "Gendarmerie", HOW[0]
    rows[3][4] = HOW[0]
    return [*rows, again]


def _as_read(random: Random, serial: str) -> str:
    way = random.random()
    if way < 0.5:
        return serial
    if way < 0.65:
        return misread(random, serial)
    if way < 0.75:
        return worn(random, serial)
    return random.choice(
        [f"SN: {serial}", f"SN {serial} / barrel {random.randint(1000, 9999)}", f"{serial}; IMPORTED XN 2008"]
    )


def _seizure(random: Random, arm: Arm, marks: str) -> Cells:
    day = some_day(random, date(YEAR, 1, 2), date(YEAR, 12, 20))
    agency = random.choice(AGENCIES)
    return [
        agency[:3].upper(), day, random.choice(TOWNS), agency, random.choices(HOW, (5, 4, 3, 3, 1))[0],
        *described(random, arm), marks, random.choice(["In evidence store", "Forwarded to ballistics"]),
        random.choice(OUTCOMES), random.choice(["M", "F", ""]), random.choice(["18-24", "25-34", ""]), "",
    ]  # fmt: skip


def _write_csv(path: Path, rows: Sequence[Cells], encoding: str, delimiter: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
