"""Search keys: five bits a character, signed 64 bits, look-alikes together."""

from hypothesis import given
from hypothesis import strategies as st

from tracemark.marks.rules import fold, read_mark
from tracemark.marks.rules.mark import Mark, Role
from tracemark.matching.rules.keys import key_pair, keyed_spellings, pack, span, unpack

NUMBERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=20)


@given(NUMBERS)
def test_a_key_fits_a_signed_bigint_and_unpacks_to_its_classes(text: str) -> None:
    assert 0 < pack(text) < 2**63
    assert unpack(pack(text)) == fold(text[:12])


@given(NUMBERS)
def test_marks_with_one_key_look_alike(text: str) -> None:
    assert pack(text) == pack(fold(text))
    assert pack(text) != pack(text[:11] + "A" + text[11:]) or len(text) > 11


@given(NUMBERS, NUMBERS)
def test_all_marks_with_one_beginning_stand_in_one_range(beginning: str, rest: str) -> None:
    low, high = span(beginning)
    assert low <= pack(beginning + rest) <= high
    low, high = span(beginning[::-1])
    assert low <= key_pair(rest + beginning).tail <= high


def test_a_long_mark_keeps_its_first_twelve_and_its_last_twelve() -> None:
    pair = key_pair("T110238L01013")
    assert unpack(pair.head) == fold("T110238L0101")
    assert unpack(pair.tail) == fold("T110238L01013"[::-1][:12])


def test_every_honest_spelling_has_a_key() -> None:
    mark = read_mark("АВ1234", Role.SERIAL)
    assert mark.alternatives
    assert len(keyed_spellings(mark)) == len({mark.normalized, *mark.alternatives})


def test_a_record_with_unread_characters_is_kept_under_what_is_legible() -> None:
    (one,) = keyed_spellings(Mark(Role.SERIAL, "AB?234", "AB?234"))
    assert (unpack(one.head), unpack(one.tail)) == (fold("AB234"), fold("432BA"))


def test_what_is_not_a_number_has_no_key() -> None:
    assert keyed_spellings(Mark(Role.MODEL, "M70", "M70")) == ()
    assert keyed_spellings(Mark(Role.SERIAL, "", "")) == ()
    assert keyed_spellings(Mark(Role.SERIAL, "???", "???")) == ()
