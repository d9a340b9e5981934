"""Tables of the register. Events are append-only; all else here is a projection or a batch's position.

Every register table carries ``weapon_id`` so that it can lie beside its weapon on a distributed database.
"""

from django.db import models
from django.db.models import Q

from tracemark.register.rules.axes import USUAL


class Batch(models.Model):
    """One import of one list: the same file of the same kind is the same batch, however often loaded."""

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT)
    created_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT)
    accepted_at = models.DateTimeField()
    stage = models.CharField(max_length=20)
    rows_expected = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=1000, blank=True)
    void_asked_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["loading", "loaded", "void_asked", "voiding", "voided"]),
                name="batch_stage_known",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class KeptAsideRow(models.Model):
    """A row of a batch that was not accepted, with its reason; nothing is lost."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="kept_aside")
    sheet = models.CharField(max_length=255, blank=True)
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    cells = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "row"], name="kept_aside_once")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}: {self.code}"


class RowFinding(models.Model):
    """A warning about an accepted row or a total line of a batch."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="findings")
    sheet = models.CharField(max_length=255, blank=True)
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    params = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}: {self.code}"


class Holder(models.Model):
    """The one table with personal data: why it is held, until when, and that it was shredded."""

    id = models.UUIDField(primary_key=True, editable=False)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT)
    names = models.TextField(blank=True)
    sex = models.CharField(max_length=20, blank=True)
    age_group = models.CharField(max_length=20, blank=True)
    purpose = models.CharField(max_length=40)
    keep_until = models.DateField(null=True)
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shredded_at__isnull=True) | Q(names="", sex="", age_group=""),
                name="shredded_holder_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Weapon(models.Model):
    """What the events of one weapon add up to; rebuilt by ``tracemark verify --rebuild``."""

    id = models.UUIDField(primary_key=True, editable=False)
    record_no = models.CharField(max_length=20)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, db_index=False)
    list_kind = models.CharField(max_length=20)
    custody = models.CharField(max_length=20)
    condition = models.CharField(max_length=20)
    standing = models.CharField(max_length=20)
    type_text = models.CharField(max_length=200, blank=True)
    type_code = models.CharField(max_length=40, blank=True)
    make_text = models.CharField(max_length=200, blank=True)
    make_code = models.CharField(max_length=40, blank=True)
    model_text = models.CharField(max_length=200, blank=True)
    model_key = models.CharField(max_length=60, blank=True)
    calibre_text = models.CharField(max_length=200, blank=True)
    calibre_code = models.CharField(max_length=40, blank=True)
    country_code = models.CharField(max_length=2, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.CharField(max_length=200, blank=True)
    serial_absent = models.CharField(max_length=20, blank=True)
    occurred_on = models.DateField(null=True)
    occurred_precision = models.CharField(max_length=5, blank=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, db_index=False)
    head_seq = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=30, blank=True)
    sealed_seq = models.PositiveIntegerField(default=0)
    is_voided = models.BooleanField(default=False)

    class Meta:
        # Lists are in order of record number, which is random: every index here costs imports a page a weapon.
        constraints = [models.UniqueConstraint(fields=["record_no"], name="weapon_record_no_once")]
        indexes = [
            models.Index(
                fields=["unit", "record_no", "is_voided", "list_kind", "custody", "condition", "standing"],
                name="weapon_unit_no",
            ),
            models.Index(fields=["batch", "record_no"], name="weapon_batch_no"),
            models.Index(fields=["list_kind", "occurred_on"], name="weapon_list_date"),
            models.Index(fields=["make_code", "model_key"], name="weapon_model"),
            *[
                models.Index(
                    fields=[name, "record_no"], condition=~Q(**{name: value}), name=f"weapon_unusual_{name}"
                )
                for name, value in USUAL.items()
            ],
        ]

    def __str__(self) -> str:
        return self.record_no


class Event(models.Model):
    """One appended event; the database refuses UPDATE and DELETE. ``payload`` is canonical JSON text."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    weapon = models.ForeignKey(Weapon, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    occurred_on = models.DateField(null=True)
    occurred_precision = models.CharField(max_length=5, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT)
    schema = models.PositiveSmallIntegerField(default=1)
    payload = models.TextField()
    document = models.CharField(max_length=200, blank=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="events")
    voids = models.UUIDField(null=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "recorded_at"], name="event_requested", condition=Q(kind="requested")
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["weapon", "seq"], name="event_seq_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="event_seq_from_one"),
        ]
        indexes = [
            models.Index(fields=["recorded_at"], condition=Q(kind="requested"), name="event_requested"),
        ]

    def __str__(self) -> str:
        return f"{self.weapon_id} {self.seq} {self.kind}"


class SealedHead(models.Model):
    """The head of a weapon's chain as a daily seal found it; appended only when it had moved since."""

    append_only = True

    day = models.DateField()
    weapon = models.ForeignKey(Weapon, on_delete=models.PROTECT, related_name="sealed_heads", db_index=False)
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["weapon", "day"], name="sealed_head_once")]

    def __str__(self) -> str:
        return f"{self.weapon_id} {self.seq}"


class Mark(models.Model):
    """A mark of a weapon, copied out of its event for searching; a later reading is one more row."""

    id = models.UUIDField(primary_key=True, editable=False)
    weapon = models.ForeignKey(Weapon, on_delete=models.PROTECT, related_name="marks")
    event_id = models.UUIDField()
    position_no = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12)
    verbatim = models.CharField(max_length=300, blank=True)
    normalized = models.CharField(max_length=200, blank=True)
    alternatives = models.JSONField(default=list)
    script = models.CharField(max_length=12)
    certainty = models.CharField(max_length=200, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    absent = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    position = models.CharField(max_length=60, blank=True)
    is_voided = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(normalized="") | Q(absent=""), name="mark_is_read_or_absent"),
        ]

    def __str__(self) -> str:
        return self.verbatim


class ColumnMapping(models.Model):
    """How an officer read the columns of one kind of list: proposed again when a list has the same header."""

    kind = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    accepted_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT)
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "fingerprint"], name="column_mapping_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:8]}"
