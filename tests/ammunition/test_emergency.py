"""Siting and emergency planning, incident trends, the request for help, a count without a network."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.accounts.people import signed_in
from tests.ammunition.depot import AT, TODAY, Depot

from tracemark.accounts.models import Person
from tracemark.ammunition.actions.stock import record_stocktake, report_incident
from tracemark.ammunition.models import Stocktake
from tracemark.ammunition.queries.readiness import incident_years
from tracemark.ammunition.tables.papers import map_png

pytestmark = pytest.mark.django_db


@pytest.fixture
def depot() -> Depot:
    made = Depot()
    made.license()
    made.move("receive", made.shell, "900", target=1)
    return made


@pytest.fixture
def keeper(depot: Depot) -> Client:
    return signed_in(Person.objects.get(username="keeper"))


def test_every_store_has_its_sign_and_how_far_to_withdraw(depot: Depot, keeper: Client) -> None:
    (line,) = keeper.get("/ammunition/planning/").context["doors"]
    assert (line.store.name, line.sign.shape, line.withdrawal_m) == ("Store 1", "octagon", 850)
    depot.move("report_found", depot.flare, "10", target=1)
    (line,) = keeper.get("/ammunition/planning/").context["doors"]
    assert {sign.filling for sign in line.beside} >= {"thermite", "signal_smoke"}


@pytest.mark.parametrize(
    ("query", "name", "key", "value"),
    [
        ("about=blast&neq_kg=10000&distance_m=500", "levels", "z", 23.208),
        ("about=fire&division=1.2.1&neq_kg=100", "withdrawal", "withdrawal_m", 560),
        ("about=fire&division=1.1", "withdrawal", "withdrawal_m", 1250),
        ("about=area&kind=bare&all_up_kg=1200", "danger", "radius_m", 1382),
    ],
)
def test_the_page_answers_as_the_commands_do(
    keeper: Client, query: str, name: str, key: str, value: float
) -> None:
    assert keeper.get(f"/ammunition/planning/?{query}").context[name][key] == value


@pytest.mark.parametrize(
    "query", ["about=blast&neq_kg=1&distance_m=9999", "about=blast", "about=area&kind=bare&all_up_kg=0"]
)
def test_what_the_rules_refuse_is_said_above_the_form(keeper: Client, query: str) -> None:
    answer = keeper.get(f"/ammunition/planning/?{query}")
    assert answer.status_code == 422 and "notice-bad" in answer.content.decode()


def report(depot: Depot, kind: str, killed: int | None) -> None:
    report_incident(
        depot.site,
        incident_id=uuid4(),
        kind=kind,
        cause="handling",
        occurred_on=TODAY,
        facts={"summary": kind},
        by=depot.officer,
        at=AT,
        killed=killed,
        injured=0,
    )


def test_trends_count_kinds_causes_and_what_is_not_known_by_year(depot: Depot, keeper: Client) -> None:
    for kind, killed in (("near_miss", 0), ("near_miss", 0), ("fire", 2), ("fire", None)):
        report(depot, kind, killed)
    (year,) = incident_years(depot.officer)
    assert (year.kinds, year.killed, year.casualties_unknown) == ({"near_miss": 2, "fire": 2}, 2, 1)
    assert year.near_misses_each == 1 and year.causes == {"handling": 4}
    page = keeper.get("/ammunition/incidents/?kind=near_miss")
    assert len(page.context["incidents"]) == 2 and page.context["years"][0][1] == [0, 0, 0, 2]


def test_a_request_for_help_says_what_is_asked_and_keeps_nothing(depot: Depot, keeper: Client) -> None:
    report(depot, "explosion", 3)
    url = f"/ammunition/sites/{depot.site.id}/help/"
    page = keeper.get(f"{url}?asked=cause&asked=environment&contact=Duty+officer").content.decode()
    assert "to find the cause, to look at what the environment suffers" in page
    assert "Duty officer" in page and "Village" in page and "octagon 1" in page
    assert "Duty officer" not in keeper.get(url).content.decode()


def test_a_count_made_without_a_network_tells_what_happened_meanwhile(depot: Depot) -> None:
    begun = AT - timedelta(minutes=1)

    def count(quantity: int) -> list[str]:
        counts = [(depot.shell.id, "", Decimal(quantity))]
        found = record_stocktake(
            depot.store(), counts, stocktake_id=uuid4(), counted_on=TODAY, counters=("A", "B"),
            by=depot.officer, at=AT, begun_at=begun,
        )  # fmt: skip
        return [one.code for one in found]

    assert count(900) == ["stocktake_moved_since"]
    assert count(899) == ["stocktake_moved_since", "stocktake_counted_since", "stocktake_differs"]


def test_our_script_sends_a_count_twice_and_it_is_recorded_once(depot: Depot, keeper: Client) -> None:
    url = f"/ammunition/stores/{depot.store().id}/stocktake/"
    form = keeper.get(url).context["form"]
    day = timezone.localdate().isoformat()
    sent = {
        "id": str(uuid4()),
        "counted_on": day,
        "first": "A",
        "second": "B",
        "begun_at": form["begun_at"].value(),
    }
    sent |= {name: "1000" for name in form.holdings}
    for _ in range(2):
        answer = keeper.post(url, sent, headers={"Tracemark-Part": "stocktake"})
        assert answer.json() == {"next": f"/ammunition/stores/{depot.store().id}/"}
    assert Stocktake.objects.count() == 1


def test_the_worker_is_served_from_the_page_it_may_open(depot: Depot, keeper: Client) -> None:
    answer = keeper.get(f"/ammunition/stores/{depot.store().id}/stocktake/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript") and b"fetch" in answer.content
    second = signed_in(Person.objects.get(username="second"))
    assert second.get(f"/ammunition/stores/{depot.store().id}/stocktake/worker.js").status_code == 403


def test_a_map_becomes_a_picture_for_formats_that_know_no_svg() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 76 52"><rect width="76" height="52"/></svg>'
    assert map_png(svg).startswith(b"\x89PNG")
