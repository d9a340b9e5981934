"""The ledger of ammunition, its lots and bans, licences of stores, stocktakes, readiness and incidents."""

import uuid

from django.db import models
from django.db.models import F, Q


class ItemType(models.Model):
    """A kind of ammunition. Weights are for one item; null is not known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    un_number = models.CharField(max_length=8, blank=True)
    division = models.CharField(max_length=6)
    group = models.CharField(max_length=1, blank=True)
    neq_kg = models.DecimalField(max_digits=14, decimal_places=6)
    he_neq_kg = models.DecimalField(null=True, max_digits=14, decimal_places=6)
    all_up_kg = models.DecimalField(null=True, max_digits=14, decimal_places=6)
    packaging = models.CharField(max_length=200, blank=True)
    per_package = models.PositiveIntegerField(null=True)
    counted_in = models.CharField(max_length=20, default="each")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(neq_kg__gte=0), name="item_neq_not_negative")]

    def __str__(self) -> str:
        return self.name


class ItemChange(models.Model):
    """One change of an item, with what it became: a hazard code must not change without a trace."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ItemType, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20)
    values = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}"


class Lot(models.Model):
    """A lot or batch as marked: a projection of its events."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ItemType, on_delete=models.PROTECT, related_name="lots")
    lot_no = models.CharField(max_length=80)
    maker = models.CharField(max_length=120, blank=True)
    made_year = models.PositiveSmallIntegerField(null=True)
    condition = models.CharField(max_length=1, default="A")
    shelf_life_until = models.DateField(null=True)
    surveillance_due_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "lot_no", "maker"], name="lot_once")]

    def __str__(self) -> str:
        return self.lot_no


class LotEvent(models.Model):
    """Something found out or decided about a lot: its condition, a test, a new due date."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    value = models.CharField(max_length=200)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Ban(models.Model):
    """A ban or constraint on an item or one lot, until lifted (IATG 01.70)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ItemType, null=True, on_delete=models.PROTECT, related_name="bans")
    lot = models.ForeignKey(Lot, null=True, on_delete=models.PROTECT, related_name="bans")
    reference = models.CharField(max_length=80)
    reason = models.CharField(max_length=500)
    scope = models.CharField(max_length=20)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    set_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, lot__isnull=True) | Q(item__isnull=True, lot__isnull=False),
                name="ban_of_item_or_lot",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Holding(models.Model):
    """How much of a lot lies in a stack: the sum of its movements, which the database keeps at or above zero."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    store = models.ForeignKey("stockpiles.Store", on_delete=models.PROTECT, related_name="holdings")
    stack = models.CharField(max_length=40, blank=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="holdings")
    quantity = models.DecimalField(default=0, max_digits=14, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "stack", "lot"], name="holding_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="holding_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.lot_id}"


class Movement(models.Model):
    """A voucher: what moved, why, when. Names of its signatories stand in `MovementSignature`."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    voucher = models.CharField(max_length=60)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "recorded_at"], name="movement_unit_at")]
        constraints = [models.CheckConstraint(condition=~Q(voucher=""), name="movement_has_voucher")]

    def __str__(self) -> str:
        return f"{self.kind} {self.voucher}"


class MovementSignature(models.Model):
    """Who handed over and who received. Personal data, kept apart from the ledger with its own retention."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=10)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["movement", "role"], name="signature_once_a_role"),
            models.CheckConstraint(condition=~Q(name=""), name="signature_has_name"),
        ]

    def __str__(self) -> str:
        return self.role


class MovementLine(models.Model):
    """So much of a lot from one place to another; no store is the world outside. Each line credits and debits."""

    append_only = True

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    from_store = models.ForeignKey("stockpiles.Store", null=True, on_delete=models.PROTECT, related_name="+")
    from_stack = models.CharField(max_length=40, blank=True)
    to_store = models.ForeignKey("stockpiles.Store", null=True, on_delete=models.PROTECT, related_name="+")
    to_stack = models.CharField(max_length=40, blank=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["movement", "number"], name="movement_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="movement_line_above_zero"),
            models.CheckConstraint(
                condition=Q(from_store__isnull=False) | Q(to_store__isnull=False),
                name="movement_line_has_store",
            ),
            models.CheckConstraint(
                condition=~Q(from_store=F("to_store"), from_stack=F("to_stack")), name="movement_line_moves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.lot_id}"


class Licence(models.Model):
    """An explosive limit licence as proposed; it holds once approved and until it ends (IATG 02.30)."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    store = models.ForeignKey("stockpiles.Store", on_delete=models.PROTECT, related_name="licences")
    number = models.CharField(max_length=40, unique=True)
    rule_set = models.CharField(max_length=40)
    limits = models.JSONField()
    conditions = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField()
    waiver_reason = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="licence_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.number


class LicenceApproval(models.Model):
    """One officer's approval of a licence; a waiver needs two."""

    append_only = True

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="approvals")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["licence", "person"], name="licence_approved_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.licence_id} {self.person_id}"


class LicenceEnd(models.Model):
    """A licence that was withdrawn, with the reason."""

    append_only = True

    licence = models.OneToOneField(Licence, on_delete=models.PROTECT, related_name="end")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)

    def __str__(self) -> str:
        return str(self.licence_id)


class Stocktake(models.Model):
    """A count of a store; each line keeps what the ledger said at that moment."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    store = models.ForeignKey("stockpiles.Store", on_delete=models.PROTECT, related_name="stocktakes")
    counted_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    counters = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.store_id} {self.counted_on}"


class StocktakeLine(models.Model):
    """One lot in one stack: counted, and what the ledger said."""

    append_only = True

    stocktake = models.ForeignKey(Stocktake, on_delete=models.PROTECT, related_name="lines")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    stack = models.CharField(max_length=40, blank=True)
    counted = models.DecimalField(max_digits=14, decimal_places=3)
    ledger = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stocktake", "stack", "lot"], name="stocktake_line_once"),
            models.CheckConstraint(condition=Q(counted__gte=0), name="stocktake_counted_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.counted} / {self.ledger}"


class ReadinessAnswer(models.Model):
    """How a site answers one clause, with evidence; the newest answer holds."""

    append_only = True

    site = models.ForeignKey("stockpiles.Site", on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=40)
    answer = models.CharField(max_length=10)
    evidence = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["site", "clause", "at"], name="readiness_site_clause")]

    def __str__(self) -> str:
        return f"{self.clause} {self.answer}"


class Incident(models.Model):
    """An accident, an incident or a near miss, with the fields of AASTP-1 Part I, chapter 8."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("stockpiles.Site", on_delete=models.PROTECT, related_name="incidents")
    kind = models.CharField(max_length=20)
    cause = models.CharField(max_length=30)
    occurred_on = models.DateField()
    killed = models.PositiveIntegerField(null=True)
    injured = models.PositiveIntegerField(null=True)
    facts = models.JSONField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["unit", "occurred_on"], name="incident_unit_on")]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_on}"


class StockList(models.Model):
    """A list of stock that was taken in: which file, by whom, how many rows were recorded and kept aside."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    header = models.JSONField(default=list)
    recorded = models.PositiveIntegerField()
    kept_aside = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="stock_list_by_at")]

    def __str__(self) -> str:
        return self.name


class StockListReject(models.Model):
    """A row of a list that was kept aside, as it was, with the cause."""

    append_only = True

    stock_list = models.ForeignKey(StockList, on_delete=models.PROTECT, related_name="rejects")
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    params = models.JSONField()
    cells = models.JSONField()

    def __str__(self) -> str:
        return f"{self.row} {self.code}"
