"""Cards, keys, messages and receipts (which only grow), and where each message stands."""

import uuid

from django.db import models
from django.db.models import Q


class Card(models.Model):
    """An identity card as it came: ``text`` is the signed JSON, ``digest`` the SHA-256 of its canonical bytes."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=2)
    serial = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    kid = models.CharField(max_length=43)
    text = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "serial"], name="card_state_serial")]

    def __str__(self) -> str:
        return f"{self.state} {self.serial}"


class Trust(models.Model):
    """One step in the trust of a State's cards: received, confirmed, followed by a newer one, withdrawn."""

    append_only = True

    state = models.CharField(max_length=2)
    card = models.ForeignKey(Card, null=True, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="trust_state")]

    def __str__(self) -> str:
        return f"{self.state} {self.step}"


class Partner(models.Model):
    """A State we exchange messages with, or this one: its trusted card and one that waits to be confirmed."""

    state = models.CharField(max_length=2, primary_key=True)
    card = models.ForeignKey(Card, null=True, on_delete=models.PROTECT, related_name="+")
    pending = models.ForeignKey(Card, null=True, on_delete=models.PROTECT, related_name="+")
    is_own = models.BooleanField(default=False)
    last_heard_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.state


class Key(models.Model):
    """A public key that a card gave. Not ``is_confirmed``: nobody vouched for the card yet."""

    kid = models.CharField(max_length=43, primary_key=True)
    state = models.CharField(max_length=2)
    use = models.CharField(max_length=3)
    x = models.CharField(max_length=43)
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="keys")
    is_confirmed = models.BooleanField(default=False)
    superseded_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "use"], name="exchange_key_state")]

    def __str__(self) -> str:
        return self.kid


class Contact(models.Model):
    """How to reach a State's national point of contact; the newest row stands. ``card`` empty: typed by an officer."""

    append_only = True

    state = models.CharField(max_length=2)
    authority = models.CharField(max_length=200)
    languages = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)
    card = models.ForeignKey(Card, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="contact_state")]

    def __str__(self) -> str:
        return f"{self.state} {self.authority}"


class Lane(models.Model):
    """The last number used (out) or dealt with (in) of one State and case: the lock that keeps numbers in order."""

    way = models.CharField(max_length=3)
    peer = models.CharField(max_length=2)
    case = models.CharField(max_length=80, blank=True)
    last_seq = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["way", "peer", "case"], name="lane_once")]

    def __str__(self) -> str:
        return f"{self.way} {self.peer} {self.case}"


class Message(models.Model):
    """A message as it was signed: ``jws`` is the evidence, the other columns are read out of it.

    ``way`` is ``in`` or ``out``, ``peer`` the other State, ``digest`` the SHA-256 of the canonical bytes.
    """

    append_only = True

    way = models.CharField(max_length=3)
    peer = models.CharField(max_length=2)
    message_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    case = models.CharField(max_length=80, blank=True)
    case_seq = models.PositiveIntegerField()
    confidential = models.BooleanField()
    made_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    kid = models.CharField(max_length=43)
    digest = models.CharField(max_length=64)
    jws = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["way", "peer", "message_id"], name="message_id_once"),
            models.UniqueConstraint(fields=["way", "peer", "case", "case_seq"], name="message_place_once"),
            models.CheckConstraint(condition=Q(way__in=["in", "out"]), name="message_goes_or_comes"),
            models.CheckConstraint(condition=Q(case_seq__gte=1), name="message_seq_from_one"),
        ]
        indexes = [models.Index(fields=["case", "recorded_at"], name="message_case")]

    def __str__(self) -> str:
        return f"{self.way} {self.peer} {self.case} {self.case_seq} {self.kind}"


class Signing(models.Model):
    """A message of ours signed once more, because the key it was signed with was revoked. Same bytes."""

    append_only = True

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="signings")
    kid = models.CharField(max_length=43)
    jws = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.kid


class Receipt(models.Model):
    """A signed receipt, ours for what came (way ``out``) or theirs for what we sent (way ``in``)."""

    append_only = True

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="receipts")
    way = models.CharField(max_length=3)
    result = models.CharField(max_length=10)
    code = models.CharField(max_length=60, blank=True)
    params = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    kid = models.CharField(max_length=43)
    jws = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "way", "result"], name="receipt_result_once"),
            models.UniqueConstraint(
                fields=["message", "way"], condition=~Q(result="waiting"), name="receipt_final_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.result}"


class Outgoing(models.Model):
    """Where a message of ours stands: attempts, the last trouble, the next attempt, and what its receipt says."""

    message = models.OneToOneField(
        Message, primary_key=True, on_delete=models.PROTECT, related_name="outgoing"
    )
    peer = models.CharField(max_length=2)
    result = models.CharField(max_length=10, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_attempt_at = models.DateTimeField(null=True)
    last_code = models.CharField(max_length=60, blank=True)
    last_params = models.JSONField(default=dict)
    next_attempt_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["peer", "next_attempt_at"], name="outgoing_due"),
            models.Index(fields=["result"], name="outgoing_result"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.result}"


class Incoming(models.Model):
    """Where a message that came stands: waiting for an earlier one, applied, refused, or stuck on a fault of ours."""

    message = models.OneToOneField(
        Message, primary_key=True, on_delete=models.PROTECT, related_name="incoming"
    )
    peer = models.CharField(max_length=2)
    stage = models.CharField(max_length=10)
    code = models.CharField(max_length=60, blank=True)
    params = models.JSONField(default=dict)
    via = models.CharField(max_length=10)
    applied_at = models.DateTimeField(null=True)
    times_received = models.PositiveIntegerField(default=1)
    is_receipt_due = models.BooleanField(default=False)
    """Whether the receipt must go with the next courier file."""

    class Meta:
        indexes = [
            models.Index(fields=["peer", "stage"], name="incoming_peer_stage"),
            models.Index(fields=["peer", "is_receipt_due"], name="incoming_receipt_due"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.stage}"


class RefusedArrival(models.Model):
    """Something that came and was not believed: why, its digest, and its beginning for whoever looks into it."""

    append_only = True

    at = models.DateTimeField()
    via = models.CharField(max_length=10)
    source = models.CharField(max_length=100, blank=True)
    peer = models.CharField(max_length=2, blank=True)
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    head = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "code"], name="refused_arrival_once")]
        indexes = [models.Index(fields=["at"], name="refused_arrival_at")]

    def __str__(self) -> str:
        return f"{self.peer} {self.code}"


class CourierFile(models.Model):
    """A courier file that was written or read, with what it held."""

    append_only = True

    way = models.CharField(max_length=3)
    peer = models.CharField(max_length=2)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["at"], name="courier_file_at")]

    def __str__(self) -> str:
        return f"{self.way} {self.peer} {self.name}"
