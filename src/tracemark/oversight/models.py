"""What oversight reads: who looked at what, what contradicts itself, and the daily seals. All append-only."""

import uuid

from django.db import models
from django.db.models import Q


class AccessLog(models.Model):
    """One search or read. ``seq`` runs without gaps and each row's hash covers the row before it.

    ``person`` is empty for the command line (whoever holds the machine's shell); ``address`` says so.
    """

    append_only = True

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=300, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(seq__gte=1), name="access_log_seq_from_one")]
        indexes = [
            models.Index(fields=["person", "seq"], name="access_log_person"),
            models.Index(fields=["verb", "seq"], name="access_log_verb"),
            models.Index(fields=["at"], name="access_log_at"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"


class Alert(models.Model):
    """A contradiction somebody must look at. ``key`` names the contradiction: raised twice, it stays one."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    severity = models.CharField(max_length=10)
    params = models.JSONField(default=dict)
    raised_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "raised_at"], name="alert_kind_raised")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class AlertWeapon(models.Model):
    """A weapon an alert is about, with the unit whose officers may see it (empty: the whole node only)."""

    append_only = True

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="weapons")
    weapon_id = models.UUIDField()
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "weapon_id"], name="alert_weapon_once")]
        indexes = [models.Index(fields=["weapon_id"], name="alert_weapon")]

    def __str__(self) -> str:
        return str(self.weapon_id)


class AlertSettlement(models.Model):
    """How an alert was settled: once, by whom and why. ``by`` is empty when its cause was voided."""

    append_only = True

    alert = models.OneToOneField(Alert, on_delete=models.PROTECT, related_name="settlement")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="settlement_says_why")]

    def __str__(self) -> str:
        return self.why


class Seal(models.Model):
    """The signed digest over all heads of the register on one day; an auditor checks it without us."""

    append_only = True

    day = models.DateField(primary_key=True)
    sealed_at = models.DateTimeField()
    heads_count = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    access_seq = models.PositiveBigIntegerField(default=0)
    access_hash = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=200)
    key_id = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.day} {self.digest}"
