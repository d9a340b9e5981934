"""Tables of matching: search keys of marks, what was proposed, and what officers judged."""

import uuid

from django.db import models
from django.db.models import F, Q


class MarkKey(models.Model):
    """One spelling of one mark, packed for searching (see ``matching.rules.keys``).

    Two integers a spelling and no neighbourhood: the question is varied, not the record. ``role`` says whether it is
    the serial, another reading of it, or the number of a part (``matching.rules.evidence``); ``facts`` is a copy of
    what else is compared (``matching.rules.description.key_facts``), empty for a voided weapon.
    """

    head = models.BigIntegerField()
    tail = models.BigIntegerField()
    spelling = models.CharField(max_length=20)
    role = models.PositiveSmallIntegerField()
    facts = models.CharField(max_length=400, blank=True)
    weapon = models.ForeignKey(
        "register.Weapon", on_delete=models.PROTECT, related_name="mark_keys", db_index=False
    )
    mark = models.ForeignKey("register.Mark", on_delete=models.PROTECT, related_name="keys")
    is_voided = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["head"], name="mark_key_head"),
            models.Index(fields=["tail"], name="mark_key_tail"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(head__gte=0, tail__gte=0), name="mark_key_not_negative"),
            models.CheckConstraint(condition=Q(role__lte=3) & ~Q(spelling=""), name="mark_key_is_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.head} {self.weapon_id}"


class KeyBatch(models.Model):
    """Keys written by one transaction, by which every process brings its bit filters up to date. Never changed.

    ``keys``: as many 64-bit keys as ``count``, then as many salts of their makers. ``writer``: the transaction on
    PostgreSQL; elsewhere a number by which a batch that was rolled back is told from the next.
    """

    append_only = True

    count = models.PositiveIntegerField()
    keys = models.BinaryField()
    writer = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(count__gt=0), name="key_batch_not_empty")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.count}"


class Proposal(models.Model):
    """What matching answered about a weapon: another record it may be, or none (``other`` empty).

    An answer that has changed is a new row; the old one stays, ``superseded``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    weapon = models.ForeignKey("register.Weapon", on_delete=models.PROTECT, related_name="proposals")
    other = models.ForeignKey(
        "register.Weapon", null=True, on_delete=models.PROTECT, related_name="proposed_for"
    )
    rank = models.PositiveSmallIntegerField()
    probability = models.DecimalField(max_digits=7, decimal_places=6)
    none_probability = models.DecimalField(max_digits=7, decimal_places=6)
    others_that_fit = models.PositiveIntegerField()
    reasons = models.JSONField(default=list)
    model = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    stage = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["current", "superseded"]), name="proposal_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    probability__gte=0, probability__lte=1, none_probability__gte=0, none_probability__lte=1
                ),
                name="proposal_chances_are_chances",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("weapon")), name="proposal_is_of_another"
            ),
            models.UniqueConstraint(
                fields=["weapon", "rank"], condition=Q(stage="current"), name="proposal_current_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weapon_id} {self.rank}: {self.other_id} {self.probability}"


class Judgement(models.Model):
    """What an officer decided about two records, with the reason. The latest of a pair counts; none is changed.

    ``weapon`` is always the one with the smaller id, so that a pair is one pair.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    weapon = models.ForeignKey("register.Weapon", on_delete=models.PROTECT, related_name="judgements")
    other = models.ForeignKey("register.Weapon", on_delete=models.PROTECT, related_name="judged_as_other")
    seq = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10)
    why = models.CharField(max_length=1000)
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["weapon", "other", "seq"], name="judgement_seq_once"),
            models.CheckConstraint(condition=Q(weapon__lt=F("other")), name="judgement_pair_in_order"),
            models.CheckConstraint(condition=~Q(why=""), name="judgement_says_why"),
            models.CheckConstraint(
                condition=Q(verdict__in=["same", "not_same", "unsure"]), name="judgement_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weapon_id} {self.other_id}: {self.verdict}"


class MatchingModel(models.Model):
    """A model that was learnt: all its numbers, from what, and how it did on judgements held back. Never changed.

    ``parameters`` is canonical JSON text (``rules.parameters``). The model the program comes with has no row.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=40, unique=True)
    parameters = models.TextField()
    provenance = models.CharField(max_length=500)
    learnt_from = models.JSONField(default=dict)
    compared = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(parameters=""), name="matching_model_is_whole"),
        ]

    def __str__(self) -> str:
        return self.name


class ModelUse(models.Model):
    """From ``at`` on a model is in use: the latest counts. ``model`` is empty for that which the program comes with."""

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    seq = models.PositiveIntegerField(unique=True)
    model = models.ForeignKey(MatchingModel, null=True, on_delete=models.PROTECT, related_name="uses")
    why = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="model_use_says_why")]

    def __str__(self) -> str:
        return f"{self.seq}: {self.model_id}"
