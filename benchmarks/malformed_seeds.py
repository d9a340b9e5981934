"""Good list files of every kind, made by us, and the ways in which ``malformed_files.py`` damages them."""

import io
import random
import re
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from tests.register.files.builders import ods, xlsx_parts, zipped
from tests.register.files.old_excel import xls_bytes

from tracemark.register.jobs.files.writing import OutSheet, write_xlsx

Damage = Callable[[random.Random, bytes], bytes]
TABLE = [
    ["No", "Serial", "Make", "Date"],
    *([str(n), f"A{n:05}", "Česká zbrojovka", "2025-01-02"] for n in range(60)),
]
LINES = "\n".join(";".join(row) for row in TABLE) + "\n"


def seeds() -> dict[str, bytes]:
    """A good file of each kind, by name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_xlsx(
            folder / "written.xlsx", [OutSheet("A", TABLE[0], TABLE[1:]), OutSheet("B", ["x"], [[1.5]])]
        )
        zipped(folder / "parts.xlsx", _parts())
        ods(folder, _tables())
        made = {path.name: path.read_bytes() for path in folder.iterdir()}
    made["old.xls"] = xls_bytes({"A": [[*row] for row in TABLE], "B": [[1.0, 2.5]]})
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1250", "gb18030"):
        text = LINES if encoding != "gb18030" else LINES.replace("Česká zbrojovka", "缉获手枪")
        made[f"{encoding}.csv"] = text.encode(encoding)
    made["quoted.csv"] = LINES.replace(";", '","').replace("\n", '"\n"').encode()[:-1]
    return made


def _parts() -> dict[str, str]:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"><v>{n}</v></c><c r="B{n}" t="s"><v>{n % 3}</v></c>'
        f'<c r="C{n}" s="2"><v>{45000 + n}</v></c><c r="D{n}"><f>A{n}+1</f><v>{n + 1}</v></c></row>'
        for n in range(1, 80)
    )
    tail = '<mergeCells><mergeCell ref="A1:B3"/></mergeCells>'
    head = '<dimension ref="A1:D79"/><cols><col min="2" max="2" hidden="1"/></cols>'
    return xlsx_parts(rows, head=head, tail=tail, formats=("00000", "yyyy-mm-dd"), shared=("a", "b", "c"))


def _tables() -> str:
    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="float" office:value="{n}"><text:p>{n:05}</text:p>'
        '</table:table-cell><table:table-cell office:value-type="date" office:date-value="2025-01-02"><text:p>2'
        f'</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>x{n}</text:p>'
        "</table:table-cell></table:table-row>"
        for n in range(80)
    )
    return f'<table:table table:name="A">{rows}</table:table><table:table table:name="B">{rows}</table:table>'


def cut(rng: random.Random, data: bytes) -> bytes:
    """The file ends early."""
    return data[: rng.randrange(len(data))]


def flip(rng: random.Random, data: bytes) -> bytes:
    """Some bits are other than they were."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 3, 10, 60))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def lose(rng: random.Random, data: bytes) -> bytes:
    """A stretch is lost, doubled, blanked, or filled with noise."""
    start, length = rng.randrange(len(data)), rng.randrange(1, 400)
    middle = data[start : start + length]
    put = rng.choice(
        (b"", middle * 2, bytes(len(middle)), rng.randbytes(length), b"<" * length, b"\xff" * length)
    )
    return data[:start] + put + data[start + length :]


def swap(rng: random.Random, data: bytes) -> bytes:
    """The beginning or the end is that of another kind of file."""
    other = rng.choice(
        (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"sep=\x00", b"\x09\x08\x10\x00")
    )
    return other + data[len(other) :] if rng.random() < 0.5 else data + other * rng.randrange(1, 200)


def noise(rng: random.Random, data: bytes) -> bytes:
    """Nothing but noise, perhaps behind a true beginning."""
    return data[: rng.choice((0, 4, 8, 60))] + rng.randbytes(rng.randrange(1, 5000))


def archive_fields(rng: random.Random, data: bytes) -> bytes:
    """Numbers in the archive's own records lie: sizes, offsets, checksums, methods, flags."""
    out = bytearray(data)
    places = [found.start() for found in re.finditer(rb"PK[\x01-\x06][\x02-\x06]", data)] or [0]
    for _ in range(rng.randrange(1, 4)):
        place = rng.choice(places) + rng.randrange(4, 46)
        if place + 4 <= len(out):
            struct.pack_into(
                "<I", out, place, rng.choice((0, 1, 0xFFFFFFFF, 0x7FFFFFFF, rng.randrange(1 << 32)))
            )
    return bytes(out)


TEXT_SWAPS: tuple[tuple[str, str], ...] = (
    (r"\d+", "99999999999999999999"), (r"\d+", "-1"), (r"\d+", ""), (r"\d+", "1e999"), (r"\d+", "10000000"),
    (r'r="[A-Z]+', 'r="ZZZZZ'), (r'r="[A-Z]+', 'r="NTP'), (r'r="A', 'r="XFD'), (r">", ""), (r"</", "<"), (r'"', ""),
    (r"<row", "<row><row"), (r"</row>", ""), (r"<v>", "<v><![CDATA["), (r"<v>", "<v>&lol;"), (r"xmlns", "xmlms"),
    (r't="s"', 't="e"'), (r"<v>", "<f>1+1</f><v>"), (r'-repeated="\d+', '-repeated="9999999'),
    (r"<table:table-row", '<table:table-row table:number-rows-repeated="1000000"'), (r"<sheet ", "<sheet /><sheet "),
    (r"worksheets/sheet1.xml", "../../../etc/passwd"), (r"worksheets/sheet1.xml", "workbook.xml"), (r"2025", "0000"),
    (r"<text:p>", "<text:p><text:p>"), (r"^", "\ufeff\x00"), (r"utf-8", "utf-99"), (r"</", "&#0;</"),
    (r"^", '<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY l2 "&lol;&lol;&lol;&lol;">]>'),
    (r"formatCode=\"", 'formatCode="[['),
)  # fmt: skip


def inner_xml(rng: random.Random, data: bytes) -> bytes:
    """One part of an archive is damaged and packed again, so that the damage is reached."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except BadZipFile:
        return flip(rng, data)
    name = rng.choice(sorted(parts))
    roll = rng.random()
    if roll < 0.6:
        old, new = rng.choice(TEXT_SWAPS)
        text = parts[name].decode("utf-8", "replace")
        parts[name] = re.sub(old, new, text, count=rng.choice((0, 1, 5))).encode()
    elif roll < 0.9:
        parts[name] = rng.choice((cut, flip, lose, noise))(rng, parts[name] or b"x")
    else:
        del parts[name]
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def text_damage(rng: random.Random, data: bytes) -> bytes:
    """What goes wrong in text: other encodings, stray quotation marks, zeros, endless lines."""
    text = data.decode("utf-8", "replace")
    place = rng.randrange(len(text))
    roll = rng.randrange(6)
    if roll == 0:
        return text.encode(
            rng.choice(("cp1252", "cp1251", "cp866", "utf-7", "utf-16-le", "big5", "koi8-r")), "replace"
        )
    if roll == 1:
        return data + text.encode(rng.choice(("utf-16-le", "cp1252", "gb18030")), "replace")
    put = {2: '\n"', 3: "\x00", 4: "x" * rng.randrange(50_000), 5: "," * rng.randrange(5000)}[roll]
    return (text[:place] + put + text[place:]).encode("utf-8", "replace")


SUITED = {"archive records": (".xlsx", ".ods"), "inner parts": (".xlsx", ".ods"), "text": (".csv",)}
DAMAGES: dict[str, Damage] = {
    "cut": cut, "flipped": flip, "lost stretch": lose, "mixed kinds": swap, "noise": noise,
    "archive records": archive_fields, "inner parts": inner_xml, "text": text_damage,
}  # fmt: skip


def heavy() -> Iterator[tuple[str, bytes]]:
    """Files that are small to send and large to read, none packed so well that its ratio alone betrays it."""
    yield from _heavy_text()
    yield from _heavy_xlsx()
    yield from _heavy_ods()


def _heavy_text() -> Iterator[tuple[str, bytes]]:
    yield "CSV: ten million columns", b"," * 10_000_000 + b"\n"
    yield "CSV: ten million filled columns", b"a," * 10_000_000 + b"\n"
    yield "CSV: one line of 60 MB", b"a" * 60_000_000
    yield "CSV: quotation open over 60 MB", b'a,"b\n' + b"c,d\n" * 15_000_000
    yield "CSV: quotations across all lines", b'a,"b\n' + b'","\n' * 15_000_000
    yield "CSV: 100 MB of zeros", bytes(100_000_000)


def _heavy_xlsx() -> Iterator[tuple[str, bytes]]:
    rng = random.Random(1)
    row = "<row><c><v>1</v></c></row>"
    numbers = [rng.randrange(10**9) for _ in range(1_000_000)]
    yield (
        "XLSX: two million columns",
        _xlsx(f"<row>{''.join(f'<c><v>{n}</v></c>' for n in numbers * 2)}</row>"),
    )
    yield "XLSX: last row and column", _xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield "XLSX: two million rows", _xlsx("".join(f"<row><c><v>{n}</v></c></row>" for n in numbers * 2))
    yield "XLSX: 200 MB of blanks", _xlsx("".join(" " * (n % 400) + "\n" for n in numbers))
    yield "XLSX: 300 MB of one blank", _xlsx(" " * 300_000_000)
    yield "XLSX: two million nested tags", _xlsx("".join("<a>" if n % 2 else "<b>" for n in numbers * 2))
    yield "XLSX: one attribute of 18 MB", _xlsx(f'<row r="{"".join(map(str, numbers * 2))}"/>')
    texts = "".join(f"<si><t>{n:x}</t></si>" for n in range(5_000_000))
    yield "XLSX: five million shared texts", _xlsx(row, {"xl/sharedStrings.xml": f"<sst>{texts}</sst>"})
    yield "XLSX: a million names of tags", _xlsx("".join(f"<n{n} a{n}='1'/>" for n in numbers))
    yield (
        "XLSX: beginnings without end",
        _xlsx("<f>" + "<c <row <mergeCell " * 500_000 + "".join(map(str, numbers))),
    )
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    yield (
        "XLSX: entity bomb",
        _xlsx(row, {"xl/styles.xml": f'<!DOCTYPE a [<!ENTITY e0 "ha">{bomb}]><a>&e9;</a>'}),
    )
    yield "XLSX: zeros a thousand to one", _xlsx(row, {"xl/media/a.bin": "\0" * 200_000_000})


def _heavy_ods() -> Iterator[tuple[str, bytes]]:
    rng = random.Random(2)
    cell = '<table:table-cell table:number-columns-repeated="{}"><text:p>{}</text:p></table:table-cell>'
    line = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    yield "ODS: a million rows said once", _ods(line.format(1_000_000, cell.format(1, "x")))
    yield "ODS: the same with 500 columns", _ods(line.format(1_000_000, cell.format(500, "x")))
    yield "ODS: the same in 190 sheets", _ods(line.format(900_000, cell.format(1, "x")), sheets=190)
    yield "ODS: ten million columns", _ods(line.format(1, cell.format(10_000_000, "x")))
    rows = (line.format(1, cell.format(1, rng.randrange(10**9))) for _ in range(400_000))
    yield "ODS: 70 MB of cells", _ods("".join(rows))
    rows = (line.format(1, cell.format(500, rng.randrange(10**9))) for _ in range(100_000))
    yield "ODS: 100,000 rows of 500 columns", _ods("".join(rows))


def _xlsx(rows: str, more: dict[str, str] | None = None) -> bytes:
    return _zip({**xlsx_parts(rows), **(more or {})})


def _ods(rows: str, sheets: int = 1) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        tables = "".join(f'<table:table table:name="{n}">{rows}</table:table>' for n in range(sheets))
        return ods(Path(name), tables).read_bytes()


def _zip(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=zlib.Z_BEST_SPEED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
