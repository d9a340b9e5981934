"""Editions, reports and everything said in them: all but the report's own line is append-only."""

from django.db import models
from django.db.models import Q


class Edition(models.Model):
    """One edition of an instrument as it was when first used or loaded: canonical JSON and its SHA-256.

    A corrected edition stands beside the one it corrects; reports keep the one they were opened with.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    standing = models.CharField(max_length=10)
    document = models.TextField()
    is_loaded = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    loaded_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "sha256"], name="edition_once"),
            models.CheckConstraint(condition=~Q(document=""), name="edition_holds_document"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:8]}"


class Report(models.Model):
    """One report: which edition, which years, and how far it is. ``number`` is what people and commands call it."""

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.CharField(max_length=60, unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reports")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10)
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10)
    opened_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=["open", "submitted"]), name="report_stage_known"),
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")), name="report_years_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Entry(models.Model):
    """One answer given, changed or taken back (``null``), by whom, when, why and how; the last one holds.

    ``source`` says what the register gave for it; ``entry_id`` is made by the client.
    """

    append_only = True

    entry_id = models.UUIDField(unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=80)
    value = models.TextField()
    reason = models.CharField(max_length=1000, blank=True)
    source = models.TextField(blank=True)
    way = models.CharField(max_length=10)
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["report", "key", "id"], name="entry_report_key")]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=["screen", "register", "sheet", "form", "carried", "package"]),
                name="entry_way_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.key}"


class Assignment(models.Model):
    """A section given to a unit to answer, until when; the last one of a section holds."""

    append_only = True

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="assignments")
    section = models.CharField(max_length=40)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report_id} {self.section}"


class Comment(models.Model):
    """What somebody says about a question (or about the report, when ``key`` is empty)."""

    append_only = True

    comment_id = models.UUIDField(unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    key = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=4000)
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.key}"


class Attachment(models.Model):
    """A file that belongs to an answer; its bytes and their SHA-256."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="attachments")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Signature(models.Model):
    """One of the two people who sign a report, for the answers whose SHA-256 stands beside their name."""

    append_only = True

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="signatures")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "sha256", "by"], name="signature_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.sha256[:8]}"


class Submission(models.Model):
    """A report as it was submitted: canonical JSON, its SHA-256, and the node's Ed25519 signature of the seal."""

    append_only = True

    report = models.OneToOneField(
        Report, primary_key=True, on_delete=models.PROTECT, related_name="submission"
    )
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    seal_text = models.TextField()
    signature = models.CharField(max_length=100)
    public_key = models.CharField(max_length=60)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report_id} {self.sha256[:8]}"


class ReceivedReport(models.Model):
    """A submission package of another node that verified: what it says, and by which key it was signed."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    state = models.CharField(max_length=2)
    instrument = models.CharField(max_length=80)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    document = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    seal_text = models.TextField()
    signature = models.CharField(max_length=100)
    public_key = models.CharField(max_length=60)
    received_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.state} {self.instrument}"
