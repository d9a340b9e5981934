"""What is hidden in a table of persons cannot be found out by subtraction."""

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracemark.figures.rules.suppression import TOTAL, Place, suppress, with_totals

PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))
"""A busy machine is no reason to fail."""

counts = st.dictionaries(
    st.tuples(st.sampled_from("FMXU"), st.sampled_from(["0-17", "18-29", "30-59", "60+"])),
    st.integers(0, 12),
    min_size=1,
)


def lines(cells: Mapping[Place, int | None]) -> Iterator[list[tuple[Place, int]]]:
    """Each row and column as places with the sign in which they add up to nothing."""
    for side in (0, 1):
        for name in dict.fromkeys(place[side] for place in cells):
            yield [(p, -1 if p[1 - side] == TOTAL else 1) for p in cells if p[side] == name]


def found_out(cells: Mapping[Place, int | None]) -> set[Place]:
    """What repeated subtraction finds: the one hidden cell of a line, again and again."""
    known = dict(cells)
    found: set[Place] = set()
    while True:
        news = [
            hidden[0]
            for line in lines(known)
            if len(hidden := [place for place, _ in line if known[place] is None]) == 1
        ]
        if not news:
            return found
        found.update(news)
        known.update(dict.fromkeys(news, 0))


@PATIENT
@given(counts)
def test_nothing_hidden_is_found_out_by_subtraction(table: dict[Place, int]) -> None:
    assert found_out(suppress(table).cells) == set()


small_tables = st.dictionaries(
    st.tuples(st.sampled_from("FM"), st.sampled_from("ab")), st.integers(0, 8), min_size=1
) | st.dictionaries(st.tuples(st.just("F"), st.sampled_from("abcd")), st.integers(0, 8), min_size=1)


@settings(PATIENT, max_examples=80)
@given(small_tables)
def test_a_reader_who_tries_every_table_finds_two_numbers_for_each_small_count(
    table: dict[Place, int],
) -> None:
    """The reader knows the rule: zeros are shown, so what is hidden is at least 1."""
    done = suppress(table)
    possible = tables_that_fit(done.cells)
    assert with_totals(table) in possible
    for place in done.primary:
        assert len({one[place] for one in possible}) >= 2, place


def tables_that_fit(cells: Mapping[Place, int | None]) -> list[dict[Place, int]]:
    """Every table up to a dozen persons a cell that looks like this when published."""
    inner = [place for place in cells if TOTAL not in place]
    choices = [range(1, 12) if (known := cells[place]) is None else [known] for place in inner]
    tables = (with_totals(dict(zip(inner, given, strict=True))) for given in product(*choices))
    return [
        table
        for table in tables
        if all(table[place] == known if known is not None else table[place] for place, known in cells.items())
    ]


def test_two_persons_in_one_line_are_not_given_away_by_its_total() -> None:
    table = {("F", "a"): 1, ("F", "b"): 1, ("F", "c"): 10, ("M", "a"): 20, ("M", "b"): 30, ("M", "c"): 40}
    cells = suppress(table).cells
    assert cells["F", "c"] is None or cells["F", TOTAL] is None


@PATIENT
@given(counts)
def test_no_small_count_is_published(table: dict[Place, int]) -> None:
    assert not [count for count in suppress(table).cells.values() if count is not None and 0 < count < 5]


def test_a_table_without_small_counts_is_published_whole() -> None:
    table = {("F", "18-29"): 5, ("F", "60+"): 0, ("M", "18-29"): 40, ("M", "60+"): 6}
    assert suppress(table).cells == with_totals(table)


def test_one_small_count_takes_its_cheapest_neighbours_along() -> None:
    table = {("F", "a"): 2, ("F", "b"): 30, ("M", "a"): 20, ("M", "b"): 50, ("X", "a"): 6, ("X", "b"): 7}
    assert suppress(table).secondary == {("F", "b"), ("X", "a"), ("X", "b")}
