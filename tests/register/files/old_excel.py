"""The smallest XLS file there is: a BIFF8 stream in an OLE container (MS-XLS, MS-CFB), made by hand for tests."""

import struct

SECTOR = 512
FREE, END_OF_CHAIN, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


Value = str | float | tuple[float, int] | None
"""A number may come with the index of its style; style n (from 1) shows the n-th of the formats."""


def xls_bytes(
    sheets: dict[str, list[list[Value]]], hidden: str = "", formats: tuple[str, ...] = (), more: bytes = b""
) -> bytes:
    """An XLS file with these sheets of rows; ``hidden`` names a hidden sheet, ``more`` are records of each sheet."""
    bodies = [_sheet(rows, more) for rows in sheets.values()]
    head = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + record(0x42, struct.pack("<H", 1200))
    for index, code in enumerate(formats):
        head += record(0x41E, struct.pack("<HHB", 200 + index, len(code), 0) + code.encode("latin-1"))
    for number in (0, *range(200, 200 + len(formats))):
        head += record(0xE0, struct.pack("<HH16x", 0, number))
    names = [name.encode("utf-16-le") for name in sheets]
    offset = len(head) + sum(12 + len(name) for name in names) + 4
    for title, name, body in zip(sheets, names, bodies, strict=True):
        about = struct.pack("<IBBBB", offset, title == hidden, 0, len(title), 1) + name
        head += record(0x85, about)
        offset += len(body)
    return container(head + record(0x0A, b"") + b"".join(bodies), "Workbook")


def container(content: bytes, stream: str) -> bytes:
    """An OLE container with one stream, of up to 60 KB."""
    content = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
    sectors = len(content) // SECTOR
    chain = [*range(3, sectors + 2), END_OF_CHAIN]
    table = struct.pack(f"<{sectors + 2}I", FAT, END_OF_CHAIN, *chain).ljust(SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, 1, END_OF_CHAIN, 0) + _entry(stream, 2, FREE, 2, len(content))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0,
    )  # fmt: skip
    return head + struct.pack("<I", 0).ljust(436, b"\xff") + table + entries.ljust(SECTOR, b"\0") + content


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le").ljust(64, b"\0")
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", text, len(name) * 2 + 2, kind, 1, FREE, FREE, child, 0, start, size
    )


def record(code: int, content: bytes) -> bytes:
    """One record of the stream."""
    return struct.pack("<HH", code, len(content)) + content


def _sheet(rows: list[list[Value]], more: bytes) -> bytes:
    out = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    width = max(map(len, rows), default=0)
    out += record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            out += _cell(row, column, value)
    return out + more + record(0x0A, b"")


def _cell(row: int, column: int, value: Value) -> bytes:
    number, style = value if isinstance(value, tuple) else (value, 0)
    place = struct.pack("<HHH", row, column, style)
    if number is None:
        return b""
    if isinstance(number, str):
        return record(0x204, place + struct.pack("<HB", len(number), 1) + number.encode("utf-16-le"))
    return record(0x203, place + struct.pack("<d", number))
