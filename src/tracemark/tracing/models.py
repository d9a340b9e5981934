"""Trace cases as they stand, and what only grows: their events, messages, information, restrictions and files."""

from django.db import models
from django.db.models import Q


class Case(models.Model):
    """A case on one side: a projection of its events. ``thread`` is its number as the asking State gave it."""

    id = models.UUIDField(primary_key=True, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    side = models.CharField(max_length=10)
    thread = models.CharField(max_length=80)
    partner = models.CharField(max_length=2, blank=True)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    weapon = models.ForeignKey("register.Weapon", null=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    stage = models.CharField(max_length=20)
    clock = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True)
    is_urgent = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    requested_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    outcome = models.CharField(max_length=30, blank=True)
    head_seq = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["side", "partner", "thread"], name="case_thread_once"),
            models.CheckConstraint(condition=Q(side__in=["asking", "answering"]), name="case_side_known"),
        ]
        indexes = [
            models.Index(fields=["side", "stage", "due_on"], name="case_side_stage"),
            models.Index(fields=["due_on"], name="case_due"),
            models.Index(fields=["unit", "reference"], name="case_unit_no"),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseEvent(models.Model):
    """One appended step of a case, chained like the events of a weapon. ``payload`` is canonical JSON text."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    step = models.CharField(max_length=30)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    schema = models.PositiveSmallIntegerField(default=1)
    payload = models.TextField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="case_event_seq_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="case_event_seq_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq} {self.step}"


class CaseMessage(models.Model):
    """What was said between two States about a case, on the wire or on paper. ``body`` is canonical JSON text.

    ``message_id`` is that of the signed message, which ``exchange`` keeps as bytes; null for paper.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    seq = models.PositiveIntegerField()
    message_id = models.UUIDField(null=True)
    way = models.CharField(max_length=3)
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    body = models.TextField()
    terms = models.TextField()
    digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="case_message_seq_once"),
            models.CheckConstraint(condition=Q(way__in=["in", "out"]), name="case_message_way_known"),
            models.CheckConstraint(
                condition=Q(channel__in=["exchange", "paper"]), name="case_message_channel_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.kind}"


class InformationItem(models.Model):
    """One thing another State told us, under its terms. ``content`` and ``terms`` are canonical JSON text."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="information")
    message = models.ForeignKey(CaseMessage, on_delete=models.PROTECT, related_name="items")
    giver = models.CharField(max_length=2)
    name = models.CharField(max_length=20)
    content = models.TextField()
    terms = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.giver} {self.name}"


class Restriction(models.Model):
    """Terms declared after the information was given. They hold from then on, whether they were accepted or not."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restrictions")
    way = models.CharField(max_length=3)
    part = models.CharField(max_length=12)
    restriction_id = models.CharField(max_length=40)
    about = models.TextField(blank=True)
    terms = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.way} {self.part}"


class Consent(models.Model):
    """A question whether information may go on to another State, and its answer (ITI 15 c)."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents")
    way = models.CharField(max_length=3)
    part = models.CharField(max_length=10)
    consent_id = models.CharField(max_length=40)
    to_state = models.CharField(max_length=2)
    items = models.TextField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "consent_id", "part"], name="consent_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.to_state} {self.part}"


class CaseFile(models.Model):
    """A photograph of marks, or the scan of a reply that came on paper. Kept as it came."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    message = models.ForeignKey(CaseMessage, null=True, on_delete=models.PROTECT, related_name="files")
    use = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=40)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "sha256", "use"], name="case_file_once")]

    def __str__(self) -> str:
        return self.name


class LimitSetting(models.Model):
    """A deadline this node has set for itself; without a row our default holds."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.PositiveIntegerField()
    source = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
