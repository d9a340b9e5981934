"""Units, people, the posts they hold, and the tokens by which programs speak for them."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Unit(models.Model):
    """A part of an authority; units form a tree and a row belongs to one unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    authority = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(AbstractBaseUser):
    """Somebody who signs in. No open sign-up: an administrator makes the record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    one_time_until = models.DateTimeField(null=True, blank=True)
    """Until when the password an administrator printed may be used; empty once the person chose their own."""

    objects = BaseUserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A person's role at a unit; it reaches that unit and all below it. An ended post stays on record."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=40)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "role"], condition=Q(ended_at=None), name="post_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.unit_id}"


class ApiToken(models.Model):
    """A secret by which a program acts as a person. Only its SHA-256 is kept; it always expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class RequestCount(models.Model):
    """How many API requests somebody made in the current minute; old rows are overwritten."""

    key = models.CharField(max_length=80, primary_key=True)
    minute = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(count__gte=1), name="request_count_from_one")]

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
