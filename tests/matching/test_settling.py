"""Which further fact would settle an answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.matching.weapons import a_thousand, described, recorded

from tracemark.matching.rules.description import Description, ImportMark, Record, Spelling
from tracemark.matching.rules.memory import MemorySearch
from tracemark.matching.rules.posterior import Answer, Candidate, SerialWeight
from tracemark.matching.rules.settling import FACTS, Settling, best_probability, settle, weigh_facts

WORLD = a_thousand()
REGISTER = MemorySearch(WORLD)
UNREAD = SerialWeight(0.0, None, None, None)
CALIBRES = st.sampled_from([("", ""), ("", "9mm"), ("9x18", "9mm"), ("9x19", "9mm"), ("7.62x39", "7.62mm")])
DESCRIPTIONS = st.builds(
    lambda make, model, calibre, year, country: Description(
        make=make, model=model, calibre=calibre[0], calibre_group=calibre[1], year=year, country=country
    ),
    st.sampled_from(["", "zastava", "imi", "typed:abc"]),
    st.sampled_from(["", "M70", "M70AB2", "UZI"]),
    CALIBRES,
    st.sampled_from([None, 1985, 1986, 1987, 2001]),
    st.sampled_from(["", "RS", "IL"]),
)


def an_answer(chances: list[float], none: float, query: Description | None = None) -> Answer[int]:
    """Candidates numbered from 0 with these probabilities."""
    ranked = tuple(Candidate(number, chance, 0.0, UNREAD, ()) for number, chance in enumerate(chances))
    return Answer(ranked, none, 0, query or Description())


def two(**fact: tuple[object, object]) -> tuple[Settling[int], ...]:
    """What settles between two weapons, equally likely, that differ in one fact."""
    ((name, values),) = fact.items()
    known = {number: Description(**{name: value}) for number, value in enumerate(values)}
    return settle(an_answer([0.45, 0.45], 0.1), known)


def asked(serial: str, *entries: tuple[str, str, str], certainty: str = "") -> tuple[Settling[int], ...]:
    records = recorded(*entries)
    query = Description(spellings=(Spelling(serial, certainty),))
    known = {record.id: record.description for record in records}
    return settle(MemorySearch(records, REGISTER.statistics).answer(query), known)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.floats(0.001, 1), DESCRIPTIONS), min_size=1, max_size=8), st.floats(0.001, 1))
def test_knowing_more_never_lowers_the_best(drawn: list[tuple[float, Description]], none: float) -> None:
    total = none + sum(weight for weight, _ in drawn)
    chances = sorted((weight / total for weight, _ in drawn), reverse=True)
    answer = an_answer(chances, none / total)
    known = {number: each for number, (_, each) in enumerate(drawn)}
    facts = weigh_facts(answer, known)
    assert len(facts) == 7
    assert all(best_probability(answer) - 1e-9 <= each.expected_best <= 1 + 1e-9 for each in facts)
    told = settle(answer, known)
    for each in told:
        assert sum(share for _, share in each.splits) == pytest.approx(1)
        assert len(each.splits) == len(each.points_to) > 1
        assert [share for _, share in each.splits] == sorted(
            (share for _, share in each.splits), reverse=True
        )
    assert [each.expected_best for each in told] == sorted(
        (each.expected_best for each in told), reverse=True
    )


@given(DESCRIPTIONS, st.integers(1, 9))
def test_a_fact_on_which_all_agree_changes_nothing(description: Description, count: int) -> None:
    answer = an_answer([0.9 / count] * count, 0.1)
    known = dict.fromkeys(range(count), description)
    assert settle(answer, known) == ()
    present = pytest.approx(best_probability(answer))
    assert [each.expected_best for each in weigh_facts(answer, known)] == [present] * 7


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 999), st.integers(0, 5))
def test_the_unread_character_of_a_real_search_is_worth_reading(index: int, place: int) -> None:
    text = WORLD[index].description.spellings[0].text
    query = described(text[:place] + "?" + text[place + 1 :])
    answer = REGISTER.answer(query)
    told = settle(answer, {record.id: record.description for record in WORLD})
    assert all(each.expected_best > best_probability(answer) for each in told)
    assert {each.place for each in told if each.fact == "character"} <= {place + 1}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("make", ("zastava", "imi")),
        ("model", ("M70", "UZI")),
        ("calibre", ("7.62x39", "5.56x45")),
        ("type", ("rifle", "pistol")),
        ("country", ("RS", "IL")),
        ("year", (1985, 1990)),
        ("imports", ((ImportMark("RS", 1985),), (ImportMark("IL", None),))),
    ],
)
def test_a_fact_that_splits_two_weapons_settles_it(name: str, values: tuple[object, object]) -> None:
    (told,) = two(**{name: values})
    assert told.fact == name.removesuffix("s")
    assert told.expected_best == pytest.approx(0.9)
    assert [share for _, share in told.splits] == [0.5, 0.5]
    assert set(told.points_to) == {0, 1}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("make", ("zastava", "typed:zastva")),
        ("model", ("M70", "M70AB2")),
        ("year", (1985, 1986)),
        ("imports", ((ImportMark("RS", 1985),), (ImportMark("RS", 1985), ImportMark("IL", None)))),
        ("calibre", ("7.62x39", "")),
    ],
)
def test_values_that_may_be_one_do_not_settle_it(name: str, values: tuple[object, object]) -> None:
    assert two(**{name: values}) == ()


def test_a_coarse_calibre_is_not_told_from_an_exact_one_of_its_group() -> None:
    known = {
        0: Description(calibre_group="9mm"),
        1: Description(calibre="9x19", calibre_group="9mm"),
        2: Description(calibre="7.62x25", calibre_group="7.62mm"),
    }
    (told,) = settle(an_answer([0.3, 0.3, 0.3], 0.1), known)
    assert told.splits == (("9mm", pytest.approx(2 / 3)), ("7.62x25", pytest.approx(1 / 3)))
    assert told.expected_best == pytest.approx(0.6)


def test_what_the_question_says_already_is_not_asked_again() -> None:
    known = {0: Description(calibre="9x19", year=1985), 1: Description(calibre="9x18", year=1990)}
    answer = an_answer([0.45, 0.45], 0.1, Description(calibre="9x19"))
    assert [each.fact for each in settle(answer, known)] == ["year"]


def test_none_takes_its_share_and_stays_the_best_where_it_was() -> None:
    known = {0: Description(make="imi"), 1: Description(make="zastava")}
    assert settle(an_answer([0.3, 0.1], 0.6), known) == ()


def test_a_value_may_point_to_none_of_them() -> None:
    known = {0: Description(make="imi"), 1: Description(make="zastava"), 2: Description(make="zastava")}
    (told,) = settle(an_answer([0.3, 0.15, 0.15], 0.4), known)
    assert dict(zip([value for value, _ in told.splits], told.points_to, strict=True)) == {
        "imi": 0,
        "zastava": None,
    }


def test_another_list_may_know_what_the_first_record_leaves_out() -> None:
    ranked = (Candidate(0, 0.45, 0.0, UNREAD, (), (2,)), Candidate(1, 0.45, 0.0, UNREAD, ()))
    known = {0: Description(), 1: Description(make="imi"), 2: Description(make="zastava")}
    assert [each.fact for each in settle(Answer(ranked, 0.1, 0, Description()), known)] == ["make"]


def test_a_character_names_its_place_and_what_stands_there() -> None:
    (told,) = asked("AB12?4", ("AB1234", "imi", "UZI"), ("AB1294", "imi", "UZI"))[:1]
    assert (told.fact, told.place) == ("character", 5)
    assert {value for value, _ in told.splits} == {"3", "9"}
    assert set(told.points_to) == {0, 1}


def test_a_doubtful_character_may_settle_it() -> None:
    told = asked("AB1834", ("AB1834", "imi", "UZI"), ("AB1334", "imi", "UZI"), certainty="===~==")
    assert [(each.fact, each.place) for each in told] == [("character", 4)]


@pytest.mark.parametrize(
    ("text", "numbers", "values"),
    [
        ("AB12*", ("AB1234", "AB1299"), {"34", "99"}),
        ("*1234", ("AB1234", "KM71234"), {"AB", "KM7"}),
        ("AB*34", ("AB1234", "AB99934"), {"12", "999"}),
    ],
)
def test_an_unread_run_is_one_fact(text: str, numbers: tuple[str, ...], values: set[str]) -> None:
    told = asked(text, *((number, "imi", "UZI") for number in numbers))
    run = next(each for each in told if each.fact == "characters")
    assert run.place == text.index("*") + 1
    assert {value for value, _ in run.splits} == values


def test_a_place_that_is_unread_on_record_too_says_nothing() -> None:
    assert asked("AB12?4", ("AB12?4", "imi", "UZI"), ("AB1294", "imi", "UZI")) == ()


def test_without_candidates_nothing_settles_it() -> None:
    assert settle(an_answer([], 1.0), {}) == ()


def test_a_record_without_a_description_says_nothing() -> None:
    records: list[Record[int]] = recorded(("AB1234", "imi", "UZI"), ("AB1234", "zastava", "M70"))
    answer = MemorySearch(records, REGISTER.statistics).answer(described("AB1234"))
    assert settle(answer, {}) == ()
    assert {each.fact for each in settle(answer, {each.id: each.description for each in records})} <= set(
        FACTS
    )
