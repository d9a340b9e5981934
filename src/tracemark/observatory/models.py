"""Reports of many States, answer by answer; published series; records beside them. All but saved views only grows."""

from django.db import models
from django.db.models import F, Q

WORLDS = ["real", "constructed"]


class Intake(models.Model):
    """One file as it was taken in: what it was, its SHA-256, by whom and when."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=200)
    way = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="intake_at")]

    def __str__(self) -> str:
        return self.name


class StateReport(models.Model):
    """One State's report of one period, in one revision; the newest revision holds, the others are kept.

    ``cycle`` is the year in which such reports are due: the year after the last one covered, for reports of two
    years. ``world`` parts real States from invented ones. ``signed_key`` is the public key of a package's seal.
    """

    append_only = True

    uid = models.UUIDField(unique=True, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="reports")
    world = models.CharField(max_length=12)
    state = models.CharField(max_length=4)
    instrument = models.CharField(max_length=40)
    edition = models.ForeignKey("instruments.Edition", on_delete=models.PROTECT, related_name="+")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    cycle = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField()
    received_on = models.DateField(null=True)
    is_public = models.BooleanField(default=True)
    signed_key = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "state", "first_year", "last_year", "revision"],
                name="state_report_revision_once",
            ),
            models.CheckConstraint(condition=Q(world__in=WORLDS), name="state_report_world_known"),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="state_report_years_in_order"
            ),
        ]
        indexes = [models.Index(fields=["world", "instrument", "cycle"], name="state_report_cycle")]

    def __str__(self) -> str:
        return f"{self.state} {self.first_year}-{self.last_year}"


class Answer(models.Model):
    """One cell of one answer: the text as it was given, the value it was read as, and where in the file it stood.

    No row: the cell was left blank. State, cycle and instrument repeat those of the report, to be counted fast.
    """

    append_only = True

    report = models.ForeignKey(StateReport, on_delete=models.PROTECT, related_name="answers")
    instrument = models.CharField(max_length=40)
    state = models.CharField(max_length=4)
    cycle = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    path = models.CharField(max_length=80, blank=True)
    raw = models.TextField()
    value = models.TextField()
    number = models.BigIntegerField(null=True)
    is_public = models.BooleanField(default=True)
    place = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "key", "path"], name="answer_cell_once"),
        ]
        indexes = [models.Index(fields=["instrument", "key", "cycle"], name="answer_key_cycle")]

    def __str__(self) -> str:
        return f"{self.state} {self.cycle} {self.key}"


class Scan(models.Model):
    """The paper a report was keyed in from."""

    append_only = True

    report = models.ForeignKey(StateReport, on_delete=models.PROTECT, related_name="scans")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Withholding(models.Model):
    """A State's later word on what may be published: a whole report (no key) or one answer. The last word holds."""

    append_only = True

    instrument = models.CharField(max_length=40)
    state = models.CharField(max_length=4)
    cycle = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, blank=True)
    is_public = models.BooleanField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withholding_has_reason")]
        indexes = [models.Index(fields=["instrument", "state", "cycle"], name="withholding_report")]

    def __str__(self) -> str:
        return f"{self.state} {self.cycle} {self.key}"


class SeriesValue(models.Model):
    """One observation of a published series, in one revision.

    ``value`` is a decimal as text, empty when the source has none. ``area`` is M49 or a private code. ``first_year``
    to ``last_year`` is what the value stands for: a footnote may make it the mean of two years. ``attributes`` is
    JSON with everything else the source said. A value that a whole release no longer holds is withdrawn.
    """

    append_only = True

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="values")
    world = models.CharField(max_length=12)
    series = models.CharField(max_length=40)
    area = models.CharField(max_length=10)
    state = models.CharField(max_length=4, blank=True)
    reporting = models.CharField(max_length=2)
    breakdown = models.CharField(max_length=20)
    period = models.PositiveSmallIntegerField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=40, blank=True)
    nature = models.CharField(max_length=4, blank=True)
    status = models.CharField(max_length=2)
    footnote = models.TextField(blank=True)
    source = models.CharField(max_length=500, blank=True)
    attributes = models.TextField(default="{}")
    place = models.CharField(max_length=80, blank=True)
    revision = models.PositiveSmallIntegerField()
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "area", "reporting", "breakdown", "period", "revision"],
                name="series_value_revision_once",
            ),
            models.CheckConstraint(condition=Q(world__in=WORLDS), name="series_value_world_known"),
        ]
        indexes = [models.Index(fields=["world", "series", "period"], name="series_value_period")]

    def __str__(self) -> str:
        return f"{self.series} {self.area} {self.period}"


class Record(models.Model):
    """Something counted that no report holds: an updated contact, a donor, a project, an application to a fund."""

    append_only = True

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="records")
    world = models.CharField(max_length=12)
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=4, blank=True)
    code = models.CharField(max_length=40, blank=True)
    amount = models.BigIntegerField(null=True)
    is_public = models.BooleanField(default=True)
    place = models.CharField(max_length=80, blank=True)
    revision = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["world", "kind", "ref", "year", "revision"], name="record_revision_once"
            ),
            models.CheckConstraint(condition=Q(world__in=WORLDS), name="record_world_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class SavedView(models.Model):
    """A question somebody asked of the answers, saved under a permanent address; retired, never removed."""

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=200)
    question = models.TextField()
    is_shared = models.BooleanField(default=False)
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_name")]

    def __str__(self) -> str:
        return self.name
