"""Published figures, frozen as they were: append-only."""

from django.db import models
from django.db.models import Q


class Publication(models.Model):
    """A figure as it was published: the whole document with its rows, its hash, by whom and when.

    ``document`` is canonical JSON (``figures.rules.frozen``) and ``sha256`` covers its UTF-8 bytes.
    A later publication of the same year stands beside this one; it never replaces it.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    bases = models.CharField(max_length=60)
    definition_version = models.CharField(max_length=10)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name", "year", "published_at"], name="publication_name_year")]
        constraints = [models.CheckConstraint(condition=~Q(document=""), name="publication_holds_document")]

    def __str__(self) -> str:
        return f"{self.name} {self.year} {self.published_at:%Y-%m-%d}"


class PersonsPublication(models.Model):
    """A table of persons as it was published: what may be shown, and nothing of what is hidden.

    ``document`` is canonical JSON (``figures.rules.persons``) and ``sha256`` covers its UTF-8 bytes.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    definition_version = models.CharField(max_length=10)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name", "year", "published_at"], name="persons_name_year")]
        constraints = [models.CheckConstraint(condition=~Q(document=""), name="persons_holds_document")]

    def __str__(self) -> str:
        return f"{self.name} {self.year} {self.published_at:%Y-%m-%d}"
