"""Encodings: real text of many languages is read as it was written, long or short."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.register.jobs.files.encodings import guess_encoding

LISTS = (
    ("cp1252", "Nº;Marca;Dueño;Ubicación\n1;Llama;Íñigo Peñalver;Almacén nº 3, Ávila\n2;Star;Begoña Ordóñez;Cáceres"),
    ("cp1252", "N°;Modèle;Propriétaire\n1;Unique;Hervé Lefèvre\n2;Manufrance;Gaëlle Crépin — saisie à Orléans"),
    ("cp1252", "Nr.;Gerät;Zustand\n1;Jagdbüchse;gelöscht\n2;Drückjagdgewehr;unbrauchbar, Schloß fehlt (Würzburg)"),
    ("cp1252", "Nº;Situação\n1;apreendida em São João\n2;destruição concluída — não há peças"),
    ("cp1252", "Nr;Ägare\n1;Håkan Öberg, Skövde\n2;Søren Kjærgaard, Rønne"),
    ("cp1250", "Lp.;Właściciel;Stan\n1;Świętosław Gąsiorek;zniszczona\n2;Bożena Łęcka;zgłoszono kradzież w Łomży"),
    ("cp1250", "Č.;Držitel;Zbraň\n1;Jiří Řehoř;malorážka\n2;Zdeněk Štěpánek;brokovnice, Uherské Hradiště"),
    ("cp1250", "Ssz.;Gyártó;Őrzés helye\n1;FÉG;Hódmezővásárhely\n2;Frommer;Zalaegerszeg, fűtött raktár"),
    ("cp1251", "№;Модель;Владелец\n1;ТОЗ-34;Щербаков Юрий Фёдорович\n2;МР-153;Жукова Алёна"),
    ("cp1251", "№;Зброя;Місце\n1;мисливська рушниця;Чернігів\n2;пістолет;м. Ізюм, вилучено у громадянина"),
    ("cp1253", "Α/Α;Όπλο;Θέση\n1;κυνηγετικό όπλο;Καλαμάτα\n2;περίστροφο;Ρόδος — κατεστραμμένο"),
    ("cp1254", "Sıra;Silahın cinsi;Durumu\n1;av tüfeği;çalıntı, Iğdır\n2;tabanca;Şırnak'ta ele geçirildi, sağlam"),
    ("cp1256", "م;نوع السلاح;المكان\n1;بندقية صيد;الموصل\n2;مسدس كاتم;حلب، تم إتلافه"),
    ("gb18030", "序号;枪型;保管单位\n1;猎枪;广西壮族自治区武警总队\n2;自制手枪;云南省德宏州，已销毁"),
)  # fmt: skip
ONE_WORD = (
    ("cp1252", "Muñoz"), ("cp1252", "Nº 15"), ("cp1252", "N° 15"), ("cp1252", "Müller"), ("cp1252", "café"),
    ("cp1252", "PEÑA"), ("cp1252", "São Tomé"), ("cp1252", "Größe"), ("cp1252", "“9 mm”"), ("cp1252", "Malmö"),
    ("cp1250", "Gdańsk"), ("cp1250", "Dvořák"), ("cp1250", "ŁÓDŹ"), ("cp1251", "Москва"), ("cp1251", "№ 15 Ток"),
    ("cp1253", "Αθήνα"), ("cp1254", "Kırıkkale"), ("cp1254", "ŞANLIURFA"), ("cp1256", "مسدس"), ("gb18030", "手枪"),
)  # fmt: skip
PLAIN = b"17;Glock;19;9x19;pistol;Central Depot\r\n" * 200


def read(data: bytes) -> str | None:
    guess = guess_encoding(data, b"" if data.isascii() else data)
    return data.decode(guess.encoding) if guess else None


@pytest.mark.parametrize(("encoding", "text"), LISTS)
def test_a_list_in_an_old_code_page_reads_as_written(encoding: str, text: str) -> None:
    assert read(f"{text}\n".encode(encoding)) == f"{text}\n"


@pytest.mark.parametrize(("encoding", "text"), LISTS)
@pytest.mark.parametrize("wide", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_list_in_unicode_reads_as_written(encoding: str, text: str, wide: str) -> None:
    assert read(f"{text}\n".encode(wide)) == f"{text}\n"


@pytest.mark.parametrize("before", ["cp866", "koi8-r"])
def test_a_russian_list_of_before_windows_reads_as_written(before: str) -> None:
    text = LISTS[8][1].replace("№", "No") + "\n"
    assert read(text.encode(before)) == text


@pytest.mark.parametrize(
    ("before", "which"), [("cp850", 0), ("cp850", 2), ("cp852", 5), ("cp852", 6), ("mac_roman", 1)]
)
def test_a_latin_list_of_before_windows_reads_as_written(before: str, which: int) -> None:
    text = LISTS[which][1].replace("—", "-") + "\n"
    assert read(text.encode(before)) == text


@pytest.mark.parametrize(("encoding", "text"), LISTS)
def test_the_columns_of_a_list_read_alone(encoding: str, text: str) -> None:
    for line in text.split("\n"):
        assert read(f"{line}\n".encode(encoding)) == f"{line}\n"


@pytest.mark.parametrize(("encoding", "text"), ONE_WORD)
def test_one_word_in_two_hundred_rows_of_ascii_is_enough(encoding: str, text: str) -> None:
    line = f"18;{text};x\n".encode(encoding)
    guess = guess_encoding(PLAIN, line)
    assert guess is not None
    assert line.decode(guess.encoding) == f"18;{text};x\n"
    assert not guess.is_certain


def test_a_guess_shows_a_word_to_judge_it_by() -> None:
    guess = guess_encoding(b"", "1;Dvořák\n".encode("cp1250"))
    assert guess is not None
    assert guess.example == "Dvořák"


def test_one_damaged_line_does_not_make_utf8_something_else() -> None:
    lines = "Dvořák;Růžička;Šťastný\n".encode() * 20 + b"Mu\xf1oz\n"
    guess = guess_encoding(lines, lines)
    assert guess is not None
    assert guess.encoding == "utf-8"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x01\x02\x03\x04" * 50, b"a\x00b\x00\x00\x01" * 100]
)
def test_bytes_that_are_no_text_are_not_guessed(data: bytes) -> None:
    assert guess_encoding(data, data) is None


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60))
def test_whatever_is_valid_utf8_is_read_as_utf8(text: str) -> None:
    data = f"{text}\n".encode()
    guess = guess_encoding(data, b"" if data.isascii() else data)
    assert guess is not None
    assert data.decode(guess.encoding.replace("utf-8-sig", "utf-8")) == f"{text}\n"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    guess = guess_encoding(data, data)
    assert guess is None or data.decode(guess.encoding, "replace") is not None
