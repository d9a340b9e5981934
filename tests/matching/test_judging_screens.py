"""Two weapons side by side, what would settle it, and judging through the list without a mouse."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.figures.signed_in import sign_in
from tests.matching.test_screens import api, run
from tests.matching.weapons import AT, CONSOLE, Entry, a_list, a_unit

from tracemark.accounts.models import Unit
from tracemark.accounts.rules import Viewer
from tracemark.matching.jobs.seizures import match_seizures
from tracemark.matching.models import Judgement
from tracemark.matching.queries.comparing import compare_weapons
from tracemark.matching.queries.proposals import ProposalFilters, count_stages, find_queue_place
from tracemark.matching.rules.settling import FACTS
from tracemark.register.models import Weapon
from tracemark.register.rules.rows import ListKind
from tracemark.ui.words.matching import WORDS

pytestmark = pytest.mark.django_db

TWINS: list[Entry] = [("AB1234", "izhmekh", "PM"), ("AB1234", "zastava", "M70"), ("KM7777", "glock", "17")]
READ: list[Entry] = [("AB1Z34", "", ""), ("KM7777", "glock", "17"), ("QQ9999", "izhmekh", "PM")]


@pytest.fixture
def home(db: None) -> list[UUID]:
    first, third = a_list(ListKind.REGISTER, TWINS[0], TWINS[2])
    (second,) = a_list(ListKind.INVENTORY, TWINS[1])
    return [first, second, third]


@pytest.fixture
def seizures(home: list[UUID]) -> list[UUID]:
    ids = a_list(ListKind.SEIZURES, *READ, on=["2025-02-01", "2025-03-01", "2025-04-01"])
    match_seizures(2025, by=CONSOLE, at=AT, progress=lambda step, done, total: None)
    return ids


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Client:
    client = sign_in("investigator", monkeypatch)
    police = a_unit("POLICE", "police")
    Unit.objects.filter(id=police.id).update(parent=Unit.objects.get(code="ROOT"))
    return client


def page_of(client: Client, address: str, **query: str) -> str:
    return client.get(address, query).content.decode()


def queue_of(seizures: list[UUID], home: list[UUID]) -> list[tuple[UUID, UUID]]:
    """The pairs that can be compared, in the order of the list."""
    order = dict(Weapon.objects.values_list("id", "record_no"))
    best = Weapon.objects.get(id=seizures[0]).proposals.get(rank=1, stage="current").other_id
    return sorted([(seizures[0], best), (seizures[1], home[2])], key=lambda pair: order[pair[0]])


def test_every_fact_that_may_settle_it_has_words() -> None:
    assert {f"settling_{fact}" for fact in FACTS} <= WORDS.keys()


def test_page_command_and_interface_name_the_same_fact(
    officer: Client, home: list[UUID], capsys: pytest.CaptureFixture[str]
) -> None:
    told = api().get("/find?text=AB1234").json()["settling"]
    assert told[0]["words"].startswith("The make would settle it: ")
    assert {split["weapon_id"] for split in told[0]["splits"]} == {str(home[0]), str(home[1])}
    page = page_of(officer, "/matching/", q="AB1234")
    assert "What would settle it" in page
    assert "The make would settle it" in page
    assert run("find", "AB1234") == 0
    assert told[0]["words"] in capsys.readouterr().out


def test_what_settles_is_left_out_when_nothing_does(officer: Client, home: list[UUID]) -> None:
    assert api().get("/find?text=KM7777&make=glock").json()["settling"] == []
    assert "What would settle it" not in page_of(officer, "/matching/", q="KM7777", make="glock")


@pytest.mark.parametrize("text", ["KM7777", "QQ9999"])
def test_none_is_an_answer_among_the_others(
    officer: Client, home: list[UUID], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = page_of(officer, "/matching/", q=text)
    assert page.count("Not in the register") == 1
    assert "Others that fit as well: 0." in page
    run("find", text)
    out = capsys.readouterr().out
    assert "%  Not in the register" in out
    assert "Others that fit as well: 0." in out


def test_the_likelier_stands_first_be_it_none_or_a_record(officer: Client, home: list[UUID]) -> None:
    found = page_of(officer, "/matching/", q="KM7777", make="glock")
    assert found.index("matching-none") > found.index("KM7777</bdi>")
    unread = page_of(officer, "/matching/", q="KM7??2", make="glock")
    assert "matching-none" in unread


def test_a_pair_is_weighed_among_all_that_it_may_be(home: list[UUID], seizures: list[UUID]) -> None:
    pair = compare_weapons(CONSOLE, seizures[0], home[0])
    assert pair is not None
    assert pair.answer.others_that_fit == 1
    assert 0.3 < pair.probability < 0.6
    total = pair.answer.none_probability + sum(each.probability for each in pair.answer.candidates)
    assert total == pytest.approx(1)


def test_what_was_read_stands_first_whichever_was_named_first(home: list[UUID], seizures: list[UUID]) -> None:
    one, other = (compare_weapons(CONSOLE, *ids) for ids in ((seizures[1], home[2]), (home[2], seizures[1])))
    assert one is not None and other is not None
    assert one.first.weapon_id == other.first.weapon_id == seizures[1]
    assert one.probability == other.probability > 0.9


def test_a_record_is_not_found_as_its_own_rival(home: list[UUID]) -> None:
    pair = compare_weapons(CONSOLE, home[0], home[1])
    assert pair is not None
    assert home[0] not in {each for line in pair.answer.candidates for each in (line.id, *line.also)}


def test_a_record_that_does_not_fit_keeps_its_small_chance(home: list[UUID], seizures: list[UUID]) -> None:
    pair = compare_weapons(CONSOLE, seizures[1], home[0])
    assert pair is not None
    assert 0 < pair.probability < 0.01


def test_the_screen_says_what_differs_how_likely_and_who_else(
    officer: Client, home: list[UUID], seizures: list[UUID]
) -> None:
    page = page_of(officer, f"/matching/compare/{seizures[0]}/{home[0]}/")
    for part in (
        "Place 4",
        "Look alike · About one reading in ",
        "Others that fit as well: 1.",
        "Reasons and their weight",
        '<rect x="60"',
        "The make would settle it",
        f'href="{reverse("register:weapon", args=[Weapon.objects.get(id=home[0]).record_no])}"',
    ):
        assert part in page, part


def test_the_whole_number_weighs_once_however_many_errors(
    officer: Client, home: list[UUID], seizures: list[UUID]
) -> None:
    (wrong,) = a_list(ListKind.LOSSES, ("A81Z34", "izhmekh", "PM"), on=["2024-01-01"])
    page = page_of(officer, f"/matching/compare/{wrong}/{home[0]}/")
    assert page.count("was read at place") == 2
    assert page.count("<rect ") == page.count("+ for") + page.count("− against")
    assert page.count("<rect ") == 4


def test_a_page_draws_no_frame_for_photographs_it_has_not(
    officer: Client, home: list[UUID], seizures: list[UUID]
) -> None:
    page = page_of(officer, f"/matching/compare/{seizures[0]}/{home[0]}/")
    assert "<img" not in page.split("<main")[1]


def test_comparing_takes_the_same_queries_however_many_fit(
    officer: Client, home: list[UUID], seizures: list[UUID]
) -> None:
    address = f"/matching/compare/{seizures[1]}/{home[2]}/"
    officer.get(address)
    with CaptureQueriesContext(connection) as few:
        officer.get(address)
    a_list(ListKind.INVENTORY, ("KM7777", "glock", "17"), authority="army")
    officer.get(address)
    with CaptureQueriesContext(connection) as more:
        officer.get(address)
    assert len(more) == len(few)


def test_stages_are_counted_and_add_up(officer: Client, seizures: list[UUID]) -> None:
    counts = count_stages(CONSOLE, 2025)
    assert counts[""] == 3
    assert counts["waiting"] == counts["likely"] + counts["possible"] + counts["none"] == 3
    with CaptureQueriesContext(connection) as queries:
        count_stages(CONSOLE, None)
    assert len(queries) == 1
    page = page_of(officer, "/matching/seizures/", year="2025", stage="none")
    assert 'href="?year=2025&amp;stage=none" aria-current="true"' in page


def test_stages_count_only_what_the_viewer_may_read(seizures: list[UUID]) -> None:
    army = Viewer(None, {"weapon.read": frozenset({a_unit("ARMY", "army").id})})
    assert set(count_stages(army, None).values()) == {0}


def test_the_queue_leads_from_pair_to_pair_and_ends(home: list[UUID], seizures: list[UUID]) -> None:
    first, second = queue_of(seizures, home)
    order = dict(Weapon.objects.values_list("id", "record_no"))
    filters = ProposalFilters(2025, "waiting")
    begin = find_queue_place(CONSOLE, filters, order[first[0]])
    end = find_queue_place(CONSOLE, filters, order[second[0]])
    assert (begin.before, begin.after, begin.left) == (None, second, 1)
    assert (end.before, end.after, end.left) == (first, None, 0)


def test_judging_goes_on_to_the_next_and_back_to_the_list_at_the_end(
    officer: Client, home: list[UUID], seizures: list[UUID]
) -> None:
    first, second = queue_of(seizures, home)
    query = "?year=2025&stage=waiting"
    assert f"/matching/compare/{first[0]}/{first[1]}/" in page_of(officer, f"/matching/seizures/{query}")
    for pair, following in ((first, f"compare/{second[0]}/{second[1]}"), (second, "seizures")):
        assert "Record and judge the next" in page_of(
            officer, f"/matching/compare/{pair[0]}/{pair[1]}/{query}"
        )
        answer = officer.post(
            f"/matching/compare/{pair[0]}/{pair[1]}/judge/{query}",
            {"judgement_id": str(uuid4()), "verdict": "unsure", "why": "marks", "next": "1"},
        )
        assert answer["Location"] == f"/matching/{following}/{query}"
    assert Judgement.objects.count() == 2


def test_without_the_list_a_judgement_stays_on_its_pair(
    officer: Client, home: list[UUID], seizures: list[UUID]
) -> None:
    address = f"/matching/compare/{seizures[1]}/{home[2]}/"
    assert "Record and judge the next" not in page_of(officer, address)
    answer = officer.post(
        f"{address}judge/", {"judgement_id": str(uuid4()), "verdict": "same", "why": "photographs"}
    )
    assert answer["Location"] == address


def test_the_latest_judgement_counts_and_the_others_stay_with_who_and_why(
    officer: Client, home: list[UUID], seizures: list[UUID]
) -> None:
    address = f"/matching/compare/{seizures[1]}/{home[2]}/"
    for verdict, why in (("same", "stamped anew"), ("not_same", "another barrel")):
        officer.post(f"{address}judge/", {"judgement_id": str(uuid4()), "verdict": verdict, "why": why})
    page = page_of(officer, address)
    assert page.index("Not the same weapon</strong>") < page.index("The same weapon</strong>")
    assert (
        page.index("counts now")
        < page.index("another barrel")
        < page.index("replaced")
        < page.index("stamped anew")
    )


def test_the_screens_need_no_script(officer: Client, home: list[UUID], seizures: list[UUID]) -> None:
    for address in (
        f"/matching/compare/{seizures[1]}/{home[2]}/",
        "/matching/seizures/",
        "/matching/?q=AB1234",
    ):
        page = page_of(officer, address)
        assert "<script" not in page
        assert "style=" not in page.split("<main")[1]
