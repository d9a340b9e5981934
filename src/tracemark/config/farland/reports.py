"""Farland's reports: that of 2022-2023, typed in by hand, and that of 2024-2025, filled from the register and signed.

Also what the register needs for it: the arms seized in 2024, two of them destroyed, and arms stolen from an army store.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from random import Random
from uuid import uuid4

from xlsxwriter import Workbook

from tracemark.accounts.queries import find_by_username, viewer_of
from tracemark.accounts.rules import Viewer
from tracemark.config.farland.world import CIVILIAN, MILITARY, SEED, TOWNS, Arm, described, some_day
from tracemark.figures.actions import publish_persons
from tracemark.instruments.actions.answers import answer_question, carry_over, take_from_register
from tracemark.instruments.actions.reports import add_comment, open_report, sign_report
from tracemark.instruments.models import Report
from tracemark.instruments.rules.values import Answer, Scalar
from tracemark.register.actions.acts import decide_request, make_report, perform_act
from tracemark.register.queries.weapons import WeaponFilters, list_weapons
from tracemark.register.rules.events import EventKind, PartialDate
from tracemark.register.rules.rows import ListKind

EARLIER = 2024
ARMS = 16
HOWS = ("Seized - criminal offence", "Seized - criminal offence", "Found", "Handed in voluntarily")
OUTCOMES = ("Traced at home", "Established otherwise", "Pending", "")

Sign = Callable[[bytes], str]


def write_earlier_seizures(path: Path) -> None:
    """The list of arms seized in 2024: weapons that no register knows."""
    random = Random(SEED + EARLIER)
    header = "Case no,Date,Place,Agency,How obtained,Type,Make,Model,Calibre,Marks as read,Trace outcome"
    with Workbook(path, {"in_memory": True}) as book:
        day_format = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet(str(EARLIER))
        sheet.write_row(0, 0, header.split(","))
        for at in range(1, ARMS + 1):
            pattern = random.choice(MILITARY + CIVILIAN)
            arm = Arm(pattern, f"F{random.randint(100_000, 999_999)}", pattern.years[0])
            day = some_day(random, date(EARLIER, 1, 2), date(EARLIER, 12, 20))
            sheet.write(at, 0, f"POL-24/{at:04}")
            sheet.write_datetime(at, 1, day, day_format)
            row = [random.choice(TOWNS), "Police", random.choice(HOWS), *described(random, arm), arm.serial]
            sheet.write_row(at, 2, [*row, random.choice(OUTCOMES)])


def make_happenings(*, at: datetime) -> None:
    """Two arms of 2024 destroyed by two officers, three arms of the army reported stolen."""
    officer, second = _person("officer"), _person("second")
    seized = WeaponFilters(list_kind=ListKind.SEIZURES.value)
    earlier = [w for w in list_weapons(officer, seized, size=200).weapons if _year(w.occurred_on) == EARLIER]
    for weapon in earlier[:2]:
        asked = perform_act(
            weapon_id=weapon.id,
            event_id=uuid4(),
            kind=EventKind.DESTROYED,
            occurred=PartialDate(date(2025, 9, 12)),
            payload={"method": "cut"},
            by=officer,
            at=at,
        )
        decide_request(
            weapon_id=weapon.id,
            event_id=uuid4(),
            request_id=asked.id,
            accept=True,
            reason="Seen destroyed",
            by=second,
            at=at,
        )
    held = list_weapons(officer, WeaponFilters(list_kind=ListKind.INVENTORY.value), size=200).weapons
    for number, weapon in enumerate(held[-3:]):
        make_report(
            weapon_id=weapon.id,
            event_id=uuid4(),
            kind=EventKind.REPORTED_STOLEN,
            occurred=PartialDate(date(EARLIER + number % 2, 6, 3)),
            payload={"circumstances": "Missing at the count of the store"},
            by=officer,
            at=at,
        )


def make_reports(*, state: str, public_key: str, sign: Sign, at: datetime) -> None:
    """Both reports, filled through the ordinary actions and signed by two people."""
    analyst, second = _person("analyst"), _person("second")

    def opened(name: str, first: int) -> Report:
        return open_report(name=name, first_year=first, last_year=first + 1, state=state, by=analyst, at=at)

    def signed(report: Report) -> None:
        for by in (analyst, second):
            sign_report(report, state=state, public_key=public_key, sign=sign, by=by, at=at)

    before = opened("poa-iti/2018", 2022)
    _answer(before, {**POLICY, **COUNTS_BEFORE}, analyst, at)
    signed(before)
    report = opened("poa-iti/2020", 2024)
    take_from_register(report, by=analyst, at=at)
    carry_over(report, by=analyst, at=at)
    _answer(report, NEW, analyst, at)
    add_comment(report, key="col.counts", text=COMMENT, comment_id=uuid4(), by=second, at=at)
    signed(report)
    baseline = open_report(
        name="wam-baseline/2024", first_year=2025, last_year=2025, state=state, by=analyst, at=at
    )
    _answer(baseline, BASELINE, analyst, at)
    publish_persons(
        name="persons-with-collected-arms", year=EARLIER + 1, state=state, note="Yearbook", by=analyst, at=at
    )


def _answer(report: Report, answers: Mapping[str, Answer], by: Viewer, at: datetime) -> None:
    for key, value in answers.items():
        answer_question(report, key=key, value=value, by=by, at=at)


def _year(day: date | None) -> int:
    return day.year if day else 0


def _person(username: str) -> Viewer:
    person = find_by_username(username)
    assert person is not None, username
    return viewer_of(person)


COMMENT = "Checked against the police list: the two handed in at Harsk are in it."
LAWS: list[dict[str, Scalar]] = [{"title": "Firearms Act of Farland", "date": "2009"}]
KEPT_BY_TRADERS: list[dict[str, Scalar]] = [{"holder": "Licensing authority", "years": 20}]
KEPT: list[dict[str, Scalar]] = [
    {"holder": "Police", "years": 30},
    {"holder": "Army", "years": "indefinite"},
]
POLICY: Mapping[str, Answer] = {
    "nca.exists": "yes",
    "nca.details": {
        "name.details": "National Commission on Small Arms",
        "address.details": "1 Harbour Square, Belhava",
    },
    "npc.exists": "yes",
    "npc.also_iti": "yes",
    "gender.considered": "yes",
    "gender.sex_data": "no",
    "mfg.any": "no",
    "mfg.offence": "yes",
    "mfg.new_tech": "no",
    "tra.laws": "yes",
    "tra.laws_list": LAWS,
    "tra.licence": "yes",
    "tra.offence": "yes",
    "tra.docs": ["euc"],
    "tra.euc_elements": ["goods", "contract", "destination", "end_use", "end_user", "issue_date"],
    "tra.reexport_limits": "yes",
    "tra.transit": "yes",
    "imp.mark": "yes",
    "imp.mark_content": ["country", "year"],
    "tra.records": "yes",
    "tra.records_years": KEPT_BY_TRADERS,
    "brk.laws": "yes",
    "brk.register": "no",
    "brk.licence": "yes",
    "stk.standards": "yes",
    "stk.provisions": ["site", "physical", "access", "inventory"],
    "stk.review": "yes",
    "stk.review_freq": "Every two years",
    "stk.disposal": ["destroy", "move"],
    "stk.destroy_methods": ["burn", "cut"],
    "mrk.unmarked": "yes",
    "mrk.state": "no",
    "rec.standards": "yes",
    "rec.kinds": "Manufacture, transfers, State stocks, arms seized",
    "rec.years": KEPT,
    "trc.procedures": "yes",
    "trc.ever_asked": "yes",
    "trc.agency_out": "Police of Farland",
    "trc.request_content": ["found", "illicit", "use", "marks", "type"],
    "trc.confidential": "yes",
    "trc.agency_in": "Police of Farland",
    "ast.need": "yes",
    "ast.need_themes": ["tracing", "marking"],
    "ast.offer": "no",
}
COUNTS_BEFORE: Mapping[str, Answer] = {
    "stk.destroyed": "yes",
    "stk.destroyed.number": {"total.first": 120, "total.second": 40, "total.both": 160},
    "col.any": "yes",
    "col.counts": {"total.first": 31, "total.second": 36, "total.both": 67},
}
NEW: Mapping[str, Answer] = {
    "nca.composition": {"women.members": 6, "men.members": 9},
    "nap.exists": "developing",
    "tra.simplified": "no",
    "imp.mark_by": "The importer, before release from customs",
    "brk.related": "no",
    "mrk.stock_transfer": "yes",
    "mrk.anti_removal": "no",
}
BASELINE: Mapping[str, Answer] = {
    "coordination.basis": "yes",
    "coordination.practice": "developing",
    "coordination.capacity": "no",
    "stockpiles.basis": "yes",
    "stockpiles.practice": "no",
    "marking.basis": "developing",
    "marking.capacity": "no",
    "tracing.basis": "yes",
    "tracing.practice": "developing",
}
