import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.marks.strategies import TYPED

from tracemark.marks.rules import Role, is_readable, read_cell


def summary(typed):
    return [
        (mark.role.value, mark.normalized or str(mark.absent or mark.symbol))
        for mark in read_cell(typed).marks
    ]


@pytest.mark.parametrize(
    ("typed", "marks"),
    [
        ("18826871", [("serial", "18826871")]),
        ("SN: H8920145", [("serial", "H8920145")]),
        ("S/N T083389", [("serial", "T083389")]),
        ("No. T154970", [("serial", "T154970")]),
        ("№ АК1234", [("serial", "AK1234")]),
        ("зав. № 12345", [("serial", "12345")]),
        ("编号10121943", [("serial", "10121943")]),
        ("n° de série 10121943", [("serial", "10121943")]),
        ("nº de serie 10121943", [("serial", "10121943")]),
        ("رقم ١٢٣٤", [("serial", "1234")]),
        ("SN H7858395 / barrel 6348", [("serial", "H7858395"), ("part", "6348")]),
        ("SN T1102-31D48580 / barrel 5495", [("serial", "T110231D48580"), ("part", "5495")]),
        ("SN123/barrel 456", [("serial", "SN123"), ("part", "456")]),
        ("F657334; IMPORTED XN 2008", [("serial", "F657334"), ("import", "XN2008")]),
        ("VD8345; IMP. FARTRADE XF 2003", [("serial", "VD8345"), ("import", "FARTRADEXF2003")]),
        ("IMP. FARTRADE XF 2006", [("serial", "not_stated"), ("import", "FARTRADEXF2006")]),
        ("66 in triangle 10121943", [("serial", "10121943"), ("factory", "66")]),
        ("△66 10121943", [("serial", "10121943"), ("factory", "66")]),
        ("(66) 10121943", [("serial", "10121943"), ("factory", "66")]),
        ("▲26", [("serial", "not_stated"), ("factory", "26")]),
        ("circle 10", [("serial", "not_stated"), ("factory", "10")]),
        ("⑩ AB1234", [("serial", "AB1234"), ("factory", "10")]),
        ("★ AB1234", [("serial", "AB1234"), ("factory", "star")]),
        ("66 в треугольнике 10121943", [("serial", "10121943"), ("factory", "66")]),
        ("三角形内66，编号10121943", [("serial", "10121943"), ("factory", "66")]),
        ("66 dans un triangle; n° 10121943", [("serial", "10121943"), ("factory", "66")]),
        ("枪号：10121943，枪管：6348", [("serial", "10121943"), ("part", "6348")]),
        ("رقم ١٢٣٤ / السبطانة ٥٦٧", [("serial", "1234"), ("part", "567")]),
        ("рамка АН1234, затвор 5678", [("serial", "AH1234"), ("part", "5678")]),
        ("serie A 12345 cañón 678", [("serial", "A12345"), ("part", "678")]),
        ("frame 1234 / slide 5678 / barrel 9999", [("serial", "1234"), ("part", "5678"), ("part", "9999")]),
        ("6348 (barrel), T12345 (frame)", [("serial", "T12345"), ("part", "6348")]),
        ("SN removed / barrel 6348", [("serial", "removed"), ("part", "6348")]),
        ("none / barrel 6348", [("serial", "none"), ("part", "6348")]),
        ("Rack 12, S/N 44551", [("serial", "44551"), ("other", "12")]),
        ("12345 / 67890", [("serial", "12345"), ("serial", "67890")]),
        ("12-34 and 56-78", [("serial", "1234"), ("serial", "5678")]),
        ("А/123", [("serial", "A123")]),
        ("123/456", [("serial", "123456")]),
        ("MAG 123", [("serial", "MAG123")]),
        ("BXYZ 123", [("serial", "BXYZ123")]),
        ("TM 6446", [("serial", "TM6446")]),
        ("H12345 (rusty)", [("serial", "H12345")]),
        ("ILLEGIBLE (rust)", [("serial", "illegible")]),
        ("craft made by hand", [("serial", "not_stated")]),
        ("手工制造", [("serial", "not_stated")]),
        ("Номер на рамке АК 1234, на стволе 5678", [("serial", "AK1234"), ("part", "5678")]),
        ("序列号 ＡＢ１２３４（枪管 6348）", [("serial", "AB1234"), ("part", "6348")]),
        ("número 1234 en el armazón y 5678 en el cañón", [("serial", "1234"), ("part", "5678")]),
        ("marquage d’importation XF 2009", [("serial", "not_stated"), ("import", "XF2009")]),
        ("علامة الاستيراد XN 2008 ؛ AB1234", [("serial", "AB1234"), ("import", "XN2008")]),
        ("Серийный номер: ТН1234; имп. XN 2008", [("serial", "TH1234"), ("import", "XN2008")]),
        ("编号：无", [("serial", "none")]),
        ("n°: illisible", [("serial", "illegible")]),
        ("枪号模糊 12?45", [("serial", "12?45")]),
        ("Kal. 9mm Nr. 1234", [("serial", "1234"), ("calibre", "9MM")]),
        ("Model 10 C123456", [("serial", "C123456"), ("model", "10")]),
        ("Ser. No. 4387 dated 1889", [("serial", "4387"), ("year", "1889")]),
        ("AB1234 + 2 mags", [("serial", "AB1234")]),
        ("AB1?34 or AB1734", [("serial", "AB1?34")]),
        ("", [("serial", "not_stated")]),
    ],
)
def test_a_cell_is_taken_apart_into_marks_of_their_own_roles(typed, marks):
    assert summary(typed) == marks


def test_an_import_mark_gives_country_year_and_importer():
    mark = read_cell("IMP. FARTRADE XF 2003").marks[1]
    assert (mark.country, mark.year, mark.importer) == ("XF", 2003, "FARTRADE")


def test_the_number_of_the_frame_is_the_serial_number_and_keeps_its_position():
    frame, barrel = read_cell("frame 1234 / barrel 9999").marks
    assert (frame.role, frame.position) == (Role.SERIAL, "frame")
    assert (barrel.role, barrel.position) == (Role.PART, "barrel")


def test_a_symbol_is_kept_apart_with_what_stands_inside_it():
    serial, factory = read_cell("66 in triangle 10121943").marks
    assert serial.symbol is None
    assert (factory.symbol, factory.normalized, factory.verbatim) == ("triangle", "66", "66 in triangle")


def test_each_part_keeps_its_own_words_and_says_what_was_left_out():
    serial, part = read_cell("SN H7858395 / barrel 6348").marks
    assert (serial.verbatim, part.verbatim) == ("SN H7858395", "barrel 6348")
    assert [(step.code, step.after) for step in serial.steps] == [("label_removed", "H7858395")]


def test_letters_that_may_be_engraved_are_kept_and_the_bare_number_is_an_alternative():
    mark = read_cell("NR 3056").marks[0]
    assert (mark.normalized, mark.alternatives) == ("NR3056", ("3056",))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("000000", "placeholder_serial"),
        ("123456", "placeholder_serial"),
        ("ABC", "serial_without_digits"),
        ("A" + "1" * 25 + "2", "serial_too_long"),
        ("1.01219E+07", "spreadsheet_exponent"),
        ("12/05/2019", "serial_looks_like_date"),
        ("PTB 1234", "approval_number"),
        ("12345 / 67899", "several_serials"),
        ("ditto", "refers_elsewhere"),
        ("craft made by hand", "words_without_number"),
        ("A1 " * 200, "mark_text_too_long"),
    ],
)
def test_a_serial_that_looks_like_something_else_is_a_warning_and_is_never_refused(typed, code):
    reading = read_cell(typed)
    assert code in [finding.code for finding in reading.findings]
    assert reading.marks


@pytest.mark.parametrize(
    "typed", ["DF8-258", "T1102-58D02-057", "17 1681A", "XX 00682", "0540-676", "4387", "AS?5986"]
)
def test_an_ordinary_serial_number_has_no_findings(typed):
    assert read_cell(typed).findings == ()


@pytest.mark.parametrize(
    ("typed", "readable"),
    [
        ("H0?487", True),
        ("?F76970", True),
        ("K?214", True),
        ("BD21738", True),
        ("C4??488", False),
        ("10919??", False),
        ("12*4", False),
        ("?", False),
        ("removed", False),
        ("", False),
        ("IMP. FARTRADE XF 2006", False),
    ],
)
def test_a_reading_with_at_most_one_unreadable_character_is_readable(typed, readable):
    assert is_readable(read_cell(typed).marks[0]) is readable


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SERIAL])
def test_a_cell_of_another_role_is_one_mark(role):
    (mark,) = read_cell("SN 1 / barrel 2", role).marks
    assert mark.role is role


@settings(max_examples=400)
@given(TYPED, st.sampled_from([Role.SERIAL, Role.MODEL]))
def test_a_cell_always_gives_a_mark_of_the_role_asked_for_and_never_fails(typed, role):
    reading = read_cell(typed, role)
    assert reading.marks[0].role is role
    for mark in reading.marks:
        assert len(mark.certainty) == len(mark.normalized)
        assert not (mark.normalized and mark.absent)


@settings(max_examples=300)
@given(TYPED)
def test_what_each_mark_says_was_typed_stands_in_the_cell_to_the_letter(typed):
    assert all(mark.verbatim in typed for mark in read_cell(typed).marks)


@settings(max_examples=100)
@given(TYPED)
def test_a_single_mark_keeps_the_whole_cell(typed):
    marks = read_cell(typed).marks
    assert len(marks) > 1 or marks[0].verbatim == typed
