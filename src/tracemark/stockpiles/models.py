"""Sites, their stores and neighbours as they stand, and the changes that brought them there."""

import uuid

from django.db import models
from django.db.models import Q


class Site(models.Model):
    """A depot, a barracks, a post: stores and neighbours on one piece of land."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="site_name_once_a_unit")]

    def __str__(self) -> str:
        return self.name


class Placed(models.Model):
    """Something with a shape on the ground; ``points`` are [longitude, latitude] in degrees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="%(class)ss")
    name = models.CharField(max_length=200)
    shape_kind = models.CharField(max_length=10)
    points = models.JSONField()
    since_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Store(Placed):
    """A building or a stack in the open that holds stock."""

    building = models.CharField(max_length=20)
    is_barricaded = models.BooleanField(default=False)
    front_bearing_deg = models.FloatField(null=True)
    is_standard_ecm = models.BooleanField(default=False)
    headwall_bar = models.PositiveSmallIntegerField(default=0)
    allowances = models.CharField(max_length=60, blank=True)

    class Meta(Placed.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"], condition=Q(ended_on=None), name="store_name_once_a_site"
            )
        ]


class Neighbour(Placed):
    """What stands near a site. Null counts are not known, which is not zero."""

    kind = models.CharField(max_length=20)
    grade = models.CharField(max_length=40, blank=True)
    per_day = models.PositiveIntegerField(null=True)
    people = models.PositiveIntegerField(null=True)
    is_vulnerable = models.BooleanField(default=False)

    class Meta(Placed.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"], condition=Q(ended_on=None), name="neighbour_name_once_a_site"
            )
        ]


class SiteChange(models.Model):
    """One change of a site, a store or a neighbour, with what it became; the database refuses to change it."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="changes")
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["site", "at"], name="site_change_site_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class SitePicture(models.Model):
    """A plan or picture of a site to draw on; the newest holds. Two points of it are tied to places in degrees."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="pictures")
    content = models.BinaryField()
    content_type = models.CharField(max_length=20)
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    ties = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["site", "at"], name="site_picture_site_at")]

    def __str__(self) -> str:
        return f"{self.width_px} x {self.height_px}"
