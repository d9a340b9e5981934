"""Spreadsheet files made by hand, part by part, so that tests can make them wrong."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from tracemark.findings import Finding
from tracemark.register.jobs.files import Cell, Limits, UnreadableList, open_list

DEFAULT = Limits()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def texts(path: Path) -> list[list[str]]:
    """All rows of the first sheet as text, with the row number first."""
    return [
        [str(number), *(cell.text for cell in cells)] for number, cells in open_list(path).sheets[0].rows()
    ]


def first_cells(path: Path) -> list[Cell]:
    """The cells of the first row of the first sheet."""
    return next(open_list(path).sheets[0].rows())[1]


def codes(path: Path) -> list[str]:
    """The codes of what was noticed when opening a file."""
    return [finding.code for finding in open_list(path).findings]


def refusal(path: Path, limits: Limits = DEFAULT) -> tuple[Finding, int]:
    """Why a file cannot be read, and how many rows were read before; fails when it can be read."""
    read = 0
    try:
        for sheet in open_list(path, limits=limits).sheets:
            for _ in sheet.rows():
                read += 1
    except UnreadableList as error:
        return error.findings[0], read
    raise AssertionError("the file was read")


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """An archive of these parts."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def xlsx_parts(
    rows: str = "", *, head: str = "", tail: str = "", formats: tuple[str, ...] = (), shared: tuple[str, ...] = (),
    book: str = "", state: str = "visible",
) -> dict[str, str]:  # fmt: skip
    """The parts of an XLSX file with one sheet; style n (from 1) shows the n-th of ``formats``."""
    own = "".join(
        f'<numFmt numFmtId="{200 + index}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for index, code in enumerate(formats)
    )
    styles = "".join(f'<xf numFmtId="{200 + index}"/>' for index in range(len(formats)))
    strings = "".join(f"<si><t>{text}</t></si>" for text in shared)
    return {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{book}<sheets>'
        f'<sheet name="S" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="/xl/styles.xml"/>'
        f'<Relationship Id="rId3" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{styles}'
        "</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>',
    }


def xlsx(path: Path, rows: str = "", **more: Any) -> Path:
    """An XLSX file in the folder ``path`` with one sheet of these rows (as XML)."""
    return zipped(path / "list.xlsx", xlsx_parts(rows, **more))


def numbers(path: Path, number_format: str, value: str, book: str = "") -> Cell:
    """The one cell of an XLSX file that shows ``value`` in ``number_format``."""
    made = xlsx(
        path, f'<row r="1"><c r="A1" s="1"><v>{value}</v></c></row>', formats=(number_format,), book=book
    )
    return first_cells(made)[0]


def ods(path: Path, tables: str, *, styles: str = "", manifest: str = "") -> Path:
    """An ODS file with these tables (as XML)."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    return zipped(
        path / "list.ods",
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": f"<office:document-content{spaces}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        },
    )
