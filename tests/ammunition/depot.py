"""A small depot for tests: two stores, a village and a road, two items, people."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from tests.accounts.people import make_person, make_unit

from tracemark.accounts.models import Unit
from tracemark.accounts.queries import viewer_of
from tracemark.accounts.rules import Viewer
from tracemark.ammunition.actions.catalogue import ItemDraft, LotDraft, keep_item, keep_lot
from tracemark.ammunition.actions.licensing import approve_licence, propose_licence
from tracemark.ammunition.actions.moving import Line, Voucher, move
from tracemark.ammunition.models import Licence, Lot
from tracemark.ammunition.rules.ledger import MovementKind
from tracemark.findings import Finding
from tracemark.stockpiles.actions import add_site, take_in_plan
from tracemark.stockpiles.models import Site, Store
from tracemark.stockpiles.rules.geodesy import Shape, ShapeKind, degrees_around
from tracemark.stockpiles.rules.plans import Building, NeighbourKind, NeighbourPlan, Plan, StorePlan

HERE = (20.0, 10.0)
AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
TODAY = date(2026, 11, 1)


def at(east: float, north: float) -> Shape:
    return Shape(ShapeKind.POINT, (degrees_around(HERE, (east, north)),))


STORES = (
    StorePlan("Store 1", at(0, 0), Building.MEDIUM),
    StorePlan("Store 2", at(-450, 0), Building.MEDIUM, is_barricaded=True),
)
VILLAGE = NeighbourPlan("Village", at(700.5, 0), NeighbourKind.HOUSE)
SCHOOL = NeighbourPlan("School", at(0, 300), NeighbourKind.SCHOOL)


class Depot:
    """A site with its people and lots; ``officer`` plans and moves, ``second`` approves."""

    def __init__(self) -> None:
        self.unit: Unit = make_unit("DEPOT")
        self.officer = viewer_of(
            make_person("keeper", "officer", self.unit), purpose="", language="en", address=""
        )
        self.second = viewer_of(
            make_person("second", "second_officer", self.unit), purpose="", language="en", address=""
        )
        self.third = viewer_of(
            make_person("third", "second_officer", self.unit), purpose="", language="en", address=""
        )
        self.site: Site = add_site(unit_id=self.unit.id, name="Depot", by=self.officer, at=AT)
        take_in_plan(self.site, Plan(STORES, (VILLAGE,)), by=self.officer, at=AT)
        self.shell = self.lot("SHELL", "1.1D", "7", "LOT-A")
        self.flare = self.lot("FLARE", "1.3G", "0.5", "LOT-F")

    def lot(self, code: str, hazard: str, neq_kg: str, lot_no: str) -> Lot:
        item = keep_item(ItemDraft(code, code.title(), hazard, Decimal(neq_kg)), by=self.officer, at=AT)
        return keep_lot(item, LotDraft(lot_no), by=self.officer, at=AT)

    def store(self, number: int = 1) -> Store:
        return Store.objects.select_related("site").get(name=f"Store {number}")

    def license(self, number: int = 1, **wanted: int) -> Licence:
        licence = propose_licence(
            self.store(number),
            number=f"ELL-{number}-{uuid4().hex[:6]}",
            valid_from=TODAY,
            valid_until=date(2028, 11, 1),
            wanted={name.replace("_", "."): kg for name, kg in wanted.items()},
            by=self.officer,
            at=AT,
        )
        approve_licence(licence, by=self.second, at=AT)
        return licence

    def build_school(self) -> None:
        take_in_plan(self.site, Plan(neighbours=(SCHOOL,)), by=self.officer, at=AT)

    def voucher(self, kind: str, lot: Lot, quantity: str, *, source: int = 0, target: int = 0) -> Voucher:
        line = Line(
            lot.id,
            Decimal(quantity),
            from_store=self.store(source).id if source else None,
            to_store=self.store(target).id if target else None,
        )
        return Voucher(MovementKind(kind), "V-1", TODAY, [line], ("A. Giver", "B. Receiver"), uuid4())

    def move(self, kind: str, lot: Lot, quantity: str, **places: int) -> tuple[Finding, ...]:
        return move(self.voucher(kind, lot, quantity, **places), by=self.officer, at=AT)


def with_id(voucher: Voucher, new_id: UUID) -> Voucher:
    return replace(voucher, id=new_id)


EVERYTHING = Viewer(None, {"ammunition.read": None, "ammunition.move": None, "ammunition.plan": None})
