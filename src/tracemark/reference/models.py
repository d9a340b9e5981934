"""What a node adds to the shipped tables, and values in lists that nobody has recognised yet."""

import uuid

from django.db import models
from django.db.models import Q


class ReferenceAddition(models.Model):
    """A name or value that the curator accepted. Taken back, never removed: ``taken_back_at`` is then set."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    is_new = models.BooleanField(default=False)
    details = models.JSONField(default=dict)
    source = models.CharField(max_length=300)
    is_confirmed = models.BooleanField(default=False)
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_by = models.ForeignKey(
        "accounts.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "text"],
                condition=Q(taken_back_at__isnull=True),
                name="reference_text_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=Q(taken_back_at__isnull=True, is_new=True),
                name="reference_new_code_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}: {self.text}"


class Stage(models.TextChoices):
    """How far a curator has decided about an unknown value."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class UnknownValue(models.Model):
    """A text in a list that the tables do not know; ``count`` says how often it was met."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    folded = models.CharField(max_length=200)
    sample = models.CharField(max_length=200)
    count = models.PositiveIntegerField(default=0)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.WAITING)
    addition = models.ForeignKey(
        ReferenceAddition, null=True, on_delete=models.PROTECT, related_name="settles"
    )
    settled_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "folded"], name="unknown_value_once"),
        ]
        indexes = [models.Index(fields=["stage", "-count"], name="unknown_stage_count")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.sample}"
