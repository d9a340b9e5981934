"""Farland's ammunition depot: licensed, stocked, and then a school was built 300 m away."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from tracemark.accounts import queries as accounts
from tracemark.accounts.rules import Viewer
from tracemark.ammunition.actions.catalogue import ItemDraft, LotDraft, keep_item, keep_lot, set_ban
from tracemark.ammunition.actions.licensing import approve_licence, propose_licence
from tracemark.ammunition.actions.moving import Line, Voucher, move
from tracemark.ammunition.actions.stock import answer_clause, report_incident
from tracemark.ammunition.rules.ledger import MovementKind
from tracemark.stockpiles.actions import add_site, take_in_plan
from tracemark.stockpiles.queries import Site, Store, visible_stores
from tracemark.stockpiles.rules.geodesy import Shape, ShapeKind, degrees_around
from tracemark.stockpiles.rules.plans import Building, NeighbourKind, NeighbourPlan, Plan, StorePlan

HERE = (-30.0, 5.0)
"""In the ocean: Farland is nowhere."""

NAMES = ("Quartermaster Holt", "Driver Amsel")

ITEMS = (
    ("FA-105-HE", "Shell 105 mm high explosive", "1.1D", "2.18", "UN0168", "16.0", "2"),
    ("FA-81-HE", "Bomb for mortar 81 mm", "1.2.1E", "0.70", "UN0321", "4.3", "3"),
    ("FA-HG", "Hand grenade", "1.2.2D", "0.12", "UN0285", "0.6", "20"),
    ("FA-PROP", "Propelling charge 105 mm", "1.3C", "1.30", "UN0242", "2.1", "4"),
    ("FA-SIG", "Signal flare", "1.3G", "0.09", "UN0054", "0.3", "50"),
    ("FA-762", "Cartridge 7.62 mm ball", "1.4S", "0.003", "UN0012", "0.024", "1000"),
)

LOTS = (
    ("FA-105-HE", "FAR-105-1998-01", 1998, -40, 900, "A"),
    ("FA-81-HE", "FAR-81-2006-03", 2006, 400, 2000, "A"),
    ("FA-HG", "FAR-HG-2011-02", 2011, 200, 1500, "A"),
    ("FA-PROP", "FAR-PR-1996-07", 1996, -120, -10, "C"),
    ("FA-SIG", "FAR-SF-2015-01", 2015, 300, 700, "D"),
    ("FA-762", "FAR-762-2019-11", 2019, 800, 4000, "A"),
)
"""Item, lot, year, days until surveillance and end of shelf life, condition."""

STOCK = (
    ("Store 1", "A", "FAR-105-1998-01", "3600"),
    ("Store 2", "A", "FAR-81-2006-03", "1000"),
    ("Store 2", "B", "FAR-HG-2011-02", "2000"),
    ("Store 4", "A", "FAR-762-2019-11", "240000"),
    ("Store 4", "B", "FAR-PR-1996-07", "400"),
    ("Store 5", "A", "FAR-SF-2015-01", "3000"),
)


def build_depot(unit_id: UUID, *, at: datetime) -> None:
    """The depot of the demo, made by the ordinary actions of the demo's own officers."""
    officer, second = _person("officer"), _person("second")
    built = at - timedelta(days=200)
    site = add_site(unit_id=unit_id, name="Farland depot", by=officer, at=built)
    take_in_plan(site, Plan(_stores(), _neighbours()), by=officer, at=built)
    stores = {store.name: store for store in visible_stores(officer).filter(site=site)}
    for store in stores.values():
        _license(store, officer, second, built)
    lots = _lots(officer, built)
    _fill(stores, lots, officer, built)
    take_in_plan(site, Plan(neighbours=(_school(),)), by=officer, at=at)
    set_ban(
        reference="BAN-2026-04", reason="Fuze found armed after a drop; investigation open", from_on=built.date(),
        item=keep_item(_item(ITEMS[2]), by=officer, at=built), by=officer,
    )  # fmt: skip
    _history(site, officer, at)


def _person(name: str) -> Viewer:
    person = accounts.find_by_username(name)
    if person is None:
        raise LookupError(f"the demo has no {name}")
    return accounts.viewer_of(person, purpose="demo")


def _place(east: float, north: float, wide: float = 0, deep: float = 0) -> Shape:
    if not wide:
        return Shape(ShapeKind.POINT, (degrees_around(HERE, (east, north)),))
    corners = ((-wide, -deep), (wide, -deep), (wide, deep), (-wide, deep))
    points = (degrees_around(HERE, (east + x / 2, north + y / 2)) for x, y in corners)
    return Shape(ShapeKind.AREA, tuple(points))


def _line(*points: tuple[float, float]) -> Shape:
    return Shape(ShapeKind.LINE, tuple(degrees_around(HERE, point) for point in points))


def _stores() -> tuple[StorePlan, ...]:
    return (
        StorePlan("Store 1", _place(0, 0, 30, 12), Building.MEDIUM, is_barricaded=True),
        StorePlan("Store 2", _place(-260, 40, 30, 12), Building.MEDIUM, is_barricaded=True),
        StorePlan(
            "Igloo 3", _place(-180, -260, 20, 26), Building.EARTH_COVERED, front_bearing_deg=180.0,
            is_standard_ecm=True, headwall_bar=7,
        ),
        StorePlan("Store 4", _place(-420, -120, 24, 12), Building.LIGHT, is_barricaded=True),
        StorePlan("Store 5", _place(-420, 160, 16, 10), Building.LIGHT, is_barricaded=True),
    )  # fmt: skip


def _neighbours() -> tuple[NeighbourPlan, ...]:
    return (
        NeighbourPlan("Village of Elm", _place(760, 120, 260, 300), NeighbourKind.HOUSE),
        NeighbourPlan(
            "Harbour road", _line((-2500, -700), (-300, -640), (2500, -520)), NeighbourKind.ROAD, per_day=1800
        ),
        NeighbourPlan("Workshop", _place(-560, -330, 20, 14), NeighbourKind.WORKSHOP, grade="barricaded", people=6),
        NeighbourPlan("Power line", _line((-1500, 900), (1500, 820)), NeighbourKind.POWER, grade="normal"),
        NeighbourPlan("Depot office", _place(-780, -40, 24, 14), NeighbourKind.OFFICE, people=14),
    )  # fmt: skip


def _school() -> NeighbourPlan:
    return NeighbourPlan("New school", _place(60, 340, 60, 40), NeighbourKind.SCHOOL, people=220)


def _license(store: Store, officer: Viewer, second: Viewer, at: datetime) -> None:
    year = at.date()
    licence = propose_licence(
        store,
        number=f"XF-ELL-{year:%Y}-{store.name.replace(' ', '')}",
        valid_from=year,
        valid_until=date(year.year + 2, year.month, min(year.day, 28)),
        conditions="Two people at every opening. No vehicles inside the traverse.",
        by=officer,
        at=at,
    )
    approve_licence(licence, by=second, at=at)


def _item(row: tuple[str, ...]) -> ItemDraft:
    code, name, hazard, neq, un_number, weight, package = row
    return ItemDraft(
        code,
        name,
        hazard,
        Decimal(neq),
        un_number,
        he_neq_kg=Decimal(neq),
        all_up_kg=Decimal(weight),
        per_package=int(package),
    )


def _lots(officer: Viewer, at: datetime) -> dict[str, UUID]:
    items = {row[0]: keep_item(_item(row), by=officer, at=at) for row in ITEMS}
    day = at.date()
    found = {}
    for item, lot_no, year, surveillance, shelf_life, condition in LOTS:
        draft = LotDraft(
            lot_no, "Farland Ordnance", year, condition,
            day + timedelta(days=200 + shelf_life), day + timedelta(days=200 + surveillance),
        )  # fmt: skip
        found[lot_no] = keep_lot(items[item], draft, by=officer, at=at).id
    return found


def _fill(stores: dict[str, Store], lots: dict[str, UUID], officer: Viewer, at: datetime) -> None:
    for number, (store, stack, lot_no, quantity) in enumerate(STOCK, start=1):
        target = stores[store]
        line = Line(lots[lot_no], Decimal(quantity), to_store=target.id, to_stack=stack)
        voucher = Voucher(
            MovementKind.RECEIVE, f"XF-V-{number:04}", at.date(), [line], NAMES, uuid5(target.id, lot_no)
        )
        move(voucher, by=officer, at=at)


def _history(site: Site, officer: Viewer, at: datetime) -> None:
    for clause, answer, evidence in (
        ("codes_known", "yes", "Catalogue of items, checked in May"),
        ("licences_valid", "yes", "Five licences, see the store pages"),
        ("fire_signs", "partly", "Store 5 has none"),
        ("encroachment_watched", "no", ""),
    ):
        answer_clause(site, clause=clause, answer=answer, evidence=evidence, by=officer, at=at)
    report_incident(
        site, incident_id=uuid5(site.id, "near miss"), kind="near_miss", cause="handling",
        occurred_on=(at - timedelta(days=90)).date(), killed=0, injured=0,
        facts={"summary": "A pallet slipped from the fork; no item was damaged."}, by=officer, at=at,
    )  # fmt: skip
