"""Permits as they stand, and the append-only events they are folded from."""

from django.db import models
from django.db.models import Q


class Permit(models.Model):
    """An import permit: a projection of its events. Null quantities are not known, which is not zero."""

    id = models.UUIDField(primary_key=True, editable=False)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey("register.Batch", null=True, on_delete=models.PROTECT, related_name="+")
    permit_no = models.CharField(max_length=100)
    euc_no = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True)
    issued_precision = models.CharField(max_length=5, blank=True)
    exporter = models.CharField(max_length=200, blank=True)
    importer = models.CharField(max_length=200, blank=True)
    make_text = models.CharField(max_length=200, blank=True)
    make_code = models.CharField(max_length=40, blank=True)
    model_text = models.CharField(max_length=200, blank=True)
    model_key = models.CharField(max_length=60, blank=True)
    permitted_quantity = models.PositiveIntegerField(null=True)
    delivered_quantity = models.PositiveIntegerField(null=True)
    delivered_on = models.DateField(null=True)
    head_seq = models.PositiveIntegerField()
    head_hash = models.CharField(max_length=64)
    is_voided = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "permit_no"], name="permit_unit_no"),
            models.Index(fields=["permit_no", "id"], name="permit_no_id"),
            models.Index(fields=["importer"], name="permit_importer"),
        ]

    def __str__(self) -> str:
        return self.permit_no


class PermitEvent(models.Model):
    """One appended event of a permit; the database refuses to change it. ``payload`` is canonical JSON."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    schema = models.PositiveSmallIntegerField(default=1)
    payload = models.TextField()
    batch = models.ForeignKey("register.Batch", null=True, on_delete=models.PROTECT, related_name="+")
    voids = models.UUIDField(null=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["permit", "seq"], name="permit_event_seq_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="permit_event_seq_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.permit_id} {self.seq} {self.kind}"
