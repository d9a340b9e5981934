"""Finding the header under titles, over two lines, and where it comes again."""

from collections.abc import Sequence

import pytest

from tracemark.register.rules.lists.headers import Header, find_header, repeats_header
from tracemark.register.rules.rows import ListKind

NAMES = ["No.", "Type", "Make", "Model", "Serial no.", "Qty"]
ROW = ["1", "Pistol", "CZ", "75", "AB1234", "1"]


def found(*rows: Sequence[str], kind: ListKind = ListKind.INVENTORY) -> Header | None:
    return find_header(kind, list(enumerate(rows, start=1)))


def test_the_header_is_found_under_title_rows() -> None:
    header = found(["STATE OF FARLAND"], ["Inventory of small arms"], ["As at 31 December"], NAMES, ROW)
    assert header is not None
    assert (header.row, header.names) == (4, tuple(NAMES))


@pytest.mark.parametrize(
    "names",
    [
        ["N°", "Nature de l'arme", "Marque", "Modèle", "N° de série"],
        ["№ п/п", "Наименование", "Изготовитель", "Модель", "Заводской номер"],
        ["序号", "枪支类型", "制造厂家", "型号", "枪号"],
        ["م", "نوع السلاح", "الصانع", "الطراز", "الرقم التسلسلي"],
        ["Nro.", "Clase de arma", "Marca", "Modelo", "Nro. de serie"],
    ],
)
def test_the_header_is_found_in_other_languages(names: list[str]) -> None:
    header = found(["2024"], names, ["1", "x", "y", "z", "AB1234"])
    assert header is not None and header.row == 2


def test_a_header_of_two_lines_is_joined() -> None:
    upper = ["No.", "Weapon", "", "", "Holder", "", "Date"]
    lower = ["", "type", "make", "serial no", "sex", "age", ""]
    header = found(
        ["Seizures"],
        upper,
        lower,
        ["1", "Pistol", "CZ", "AB1", "M", "30", "1/2/2025"],
        kind=ListKind.SEIZURES,
    )
    assert header is not None
    assert (header.first_row, header.row) == (2, 3)
    assert header.names[1:4] == ("Weapon type", "make", "Weapon serial no")
    assert header.names[4:] == ("Holder sex", "Holder age", "Date")


def test_rows_without_names_of_columns_have_no_header() -> None:
    assert found(["1", "Pistol", "CZ"], ["2", "Rifle", "FN"]) is None
    assert found(["Notes"], ["Nothing to report this month"]) is None


def test_a_title_with_one_known_word_is_no_header() -> None:
    header = found(["Weapon", "list of the year"], NAMES, ROW)
    assert header is not None and header.row == 2


def test_the_first_of_two_equal_headers_wins() -> None:
    header = found(NAMES, ROW, NAMES, ROW)
    assert header is not None and header.row == 1


def test_a_repeated_header_is_recognised_whatever_its_case() -> None:
    header = Header(1, tuple(NAMES), 1)
    assert repeats_header(header, ["NO", "TYPE", "MAKE", "MODEL", "SERIAL NO", ""])
    assert not repeats_header(header, ROW)
    assert not repeats_header(header, ["No."])
