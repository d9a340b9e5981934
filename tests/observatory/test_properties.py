"""What must hold for any reports and any series: sides do not overlap, sums are exact, what is written is read back."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tracemark.observatory.data import area_codes
from tracemark.observatory.data.constructed import fit, split
from tracemark.observatory.rules.counting import Point, count
from tracemark.observatory.rules.definitions import STATISTICS
from tracemark.observatory.rules.facts import Cell, Facts, ReportFacts
from tracemark.observatory.rules.series.choosing import region_value
from tracemark.observatory.rules.series.files import raw_rows, shape_of
from tracemark.observatory.rules.series.reading import read_rows
from tracemark.observatory.rules.series.values import (
    SZTRACE,
    Candidate,
    CountryValue,
    Observation,
    Source,
    Thresholds,
)
from tracemark.observatory.rules.series.writing import FORMATS, write_series
from tracemark.observatory.rules.trends import Reason, change_of

KEYS = sorted({key for one in STATISTICS.values() for key in one.keys})
MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


@st.composite
def reports(draw: st.DrawFn) -> Facts:
    """Reports of two cycles with any answers, blanks, and answers kept back."""
    found = []
    for cycle in (2018, 2020):
        for state in draw(st.sets(st.sampled_from(["AA", "BB", "CC", "DD", "EE"]))):
            codes = draw(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["yes", "no", "developing"])))
            withheld = draw(st.frozensets(st.sampled_from(KEYS), max_size=3))
            asked = frozenset(KEYS) - draw(st.frozensets(st.sampled_from(KEYS), max_size=3))
            cells = {key: {"": Cell(code)} for key, code in codes.items() if key not in withheld}
            found.append(ReportFacts(state + str(cycle), state, cycle, "e", asked, cells, withheld))
    return Facts(tuple(found), ())


@given(reports(), st.sampled_from([r for one in STATISTICS.values() for r in one.readings]))
def test_no_state_is_on_two_sides_and_no_count_exceeds_its_base(facts: Facts, reading: object) -> None:
    point = count(reading, facts, 2020)  # type: ignore[arg-type]  # [sampled]
    if point.numerator is None:
        return
    assert not set(point.counted) & (set(point.others) | set(point.blank) | set(point.withheld))
    if point.denominator is not None:
        assert 0 <= point.numerator <= point.denominator


@given(*[st.integers(0, 200)] * 4)
def test_a_flag_never_blames_the_base_for_what_the_count_did(
    one: int, base: int, other: int, new: int
) -> None:
    reading = STATISTICS["help-offered"].chosen
    if not (base > 0 and one <= base and new > 0 and other <= new):
        return
    change = change_of(Point("r", 2018, one, base), Point("r", 2020, other, new), reading)
    if change.reason is Reason.RISE_ONLY_SMALLER_BASE:
        assert other <= one and new < base and other * base > one * new
    if change.reason is Reason.SAME:
        assert other * base == one * new


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["8", "300", "404", "1"]), st.integers(2010, 2025)),
        st.tuples(
            st.none() | st.decimals(0, 100, places=2),
            st.sampled_from(["C", "CA", "E", "G", "M", "N", "_X"]),
            st.text(
                st.characters(whitelist_categories=("L", "N", "P", "Zs"), max_codepoint=0x2FFF), max_size=30
            ),
        ),
        min_size=1,
    ),
    st.sampled_from(FORMATS),
)
def test_any_series_is_read_back_as_it_was_written(
    held: dict[tuple[str, int], tuple[Decimal | None, str, str]], name: str
) -> None:
    written = [
        Observation(
            SZTRACE,
            area,
            year,
            value,
            nature=nature,
            status="O" if value is None else "A",
            footnote=note.strip(),
        )
        for (area, year), (value, nature, note) in held.items()
    ]
    text = write_series(written, name, prepared_at=MOMENT, sender="XF", message_id="M1")
    shape = shape_of(text)
    assert shape is not None
    again, _ = read_rows(raw_rows(text, shape), area_codes())
    assert {one.key: (one.value, one.nature, one.status, one.footnote) for one in again} == {
        one.key: (one.value, one.nature, one.status, one.footnote) for one in written
    }


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=1, max_size=20))
def test_a_region_lies_between_the_lowest_and_the_highest_of_its_states(pairs: list[tuple[int, int]]) -> None:
    values = {}
    for number, (part, more) in enumerate(pairs):
        whole = part + more
        share = Decimal(100 * part) / whole
        one = Candidate(Source.IAFQ, f"S{number}", 2018, share, part, whole, 2018, 2018)
        values[one.state] = CountryValue(one.state, 2018, one, "source_iafq", (one,))
    found = region_value("2", 2018, list(values), values, Thresholds(0, 1))
    shares = [one.used.value for one in values.values() if one.used and one.used.value is not None]
    assert found.value is not None
    assert min(shares) - Decimal("0.05") <= found.value <= max(shares) + Decimal("0.05")


@given(st.integers(1, 60), st.integers(700, 900_000), st.integers(0, 100))
def test_parts_make_exactly_their_total(number: int, total: int, percent: int) -> None:
    parts = split(total, number, "any")
    assert sum(parts) == total and min(parts) >= 10
    wanted = total * percent // 100
    fitted = fit([part // 2 for part in parts], parts, wanted)
    assert sum(fitted) == wanted and all(0 <= one <= top for one, top in zip(fitted, parts, strict=True))
