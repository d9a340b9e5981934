import pytest

from tracemark.marks.rules import normalize


@pytest.mark.parametrize(
    ("typed", "normalized", "certainty"),
    [
        ("4?8", "4?8", "=?="),
        ("C?7163?", "C?7163?", "=?====?"),
        ("12_4", "12?4", "==?="),
        ("12..45", "12??45", "==??=="),
        ("12....5", "12????5", "==????="),
        ("12...45", "12*45", "==?=="),
        ("12…45", "12*45", "==?=="),
        ("12*45", "12*45", "==?=="),
        ("12**45", "12??45", "==??=="),
        ("12#4", "12?4", "==?="),
        ("12xx56", "12??56", "==??=="),
        ("123XXX", "123???", "===???"),
        ("[..]12", "??12", "??=="),
        ("12[ ]4", "12?4", "==?="),
        ("12[rust]5", "12*5", "==?="),
        ("12□45", "12?45", "==?=="),
        ("12(?)5", "12?5", "==?="),
    ],
)
def test_a_character_that_could_not_be_read_keeps_its_place(typed, normalized, certainty):
    spelling = normalize(typed)
    assert (spelling.normalized, spelling.certainty) == (normalized, certainty)


@pytest.mark.parametrize(
    ("typed", "normalized", "certainty", "alternatives"),
    [
        ("12(3)4", "1234", "==~=", ()),
        ("K(8)1", "K81", "=~=", ()),
        ("C8(B)1", "C81", "=~=", ("CB1", "C8B1")),
        ("12[8/3]4", "1284", "==~=", ("1234",)),
        ("12345 ?", "12345", "~~~~~", ()),
        ("AB12 (?)", "AB12", "~~~~", ()),
    ],
)
def test_a_doubtful_character_is_marked_and_its_other_readings_are_kept(
    typed, normalized, certainty, alternatives
):
    spelling = normalize(typed)
    assert (spelling.normalized, spelling.certainty, spelling.alternatives) == (
        normalized,
        certainty,
        alternatives,
    )


@pytest.mark.parametrize("typed", ["x860649m", "kk23474", "XX00682", "XK1", "LMR328"])
def test_an_x_that_is_a_letter_stays_a_letter(typed):
    assert normalize(typed).normalized == typed.upper()
