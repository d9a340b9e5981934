"""What the observatory's API takes and gives."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404
from ninja import Schema
from pydantic import Field, StrictBool

from tracemark.accounts.access import ApiRequest, require_permission
from tracemark.observatory.queries.facts import INSIDE, READ, Scope, home_world
from tracemark.observatory.queries.trends import PARTS
from tracemark.observatory.rules.asking import Ask, By
from tracemark.observatory.rules.facts import Audience, World
from tracemark.observatory.rules.series.values import Thresholds
from tracemark.oversight.actions import log_access

Document = dict[str, Any]

PLAIN = r"^[^\x00]*$"
CODES = r"^[A-Z0-9,]*$"
YEARS = r"^(\d{4}(,\d{4})*)?$"
KEY = r"^[a-z][\w.]{0,79}(#[\w.:]{1,80})?$"


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a list with commas."""
    return tuple(part for part in text.split(",") if part)


class Where(Schema):
    """Which world (default: the node's own), and whether what States keep back is counted (``internal``)."""

    world: Literal["real", "constructed"] | None = None
    audience: Literal["public", "internal"] = "public"

    def scope(self, **more: Any) -> Scope:
        """What a query is narrowed to."""
        return Scope(world=World(self.world or home_world()), audience=Audience(self.audience), **more)


class ReportRowsQuery(Where):
    """Which side of which reading."""

    reading: str = Field("", pattern=r"^[a-z0-9_]*$")
    part: str = Field("counted", pattern=f"^({'|'.join(PARTS)})$")


class RegionsQuery(Where):
    """How fine the regions are."""

    level: Literal["region", "subregion"] = "region"


class ReportsQuery(Where):
    """Which reports."""

    year: int | None = Field(None, ge=1990, le=2100)
    instrument: str = Field("poa-iti", pattern=r"^[a-z0-9-]{1,40}$")


class SeriesQuery(Where):
    """Which years and thresholds."""

    years: str = Field("", pattern=YEARS)
    threshold_share: int = Field(Thresholds().share_of_states, ge=0, le=100)
    threshold_states: int = Field(Thresholds().states, ge=1, le=193)


class SeriesFileQuery(SeriesQuery):
    """And in which format."""

    format: Literal["csv", "sdmx-csv", "sdmx-csv-2", "sdmx-ml"] = "csv"


class AskQuery(Where):
    """A question of one's own; lists with commas."""

    key: str = Field(pattern=KEY)
    instrument: str = Field("poa-iti", pattern=r"^[a-z0-9-]{1,40}$")
    states: str = Field("", pattern=CODES)
    regions: str = Field("", pattern=CODES)
    years: str = Field("", pattern=YEARS)
    by: Literal["cycle", "state", "region", "subregion"] = "cycle"

    def question(self) -> Ask:
        """The question."""
        key, _, path = self.key.partition("#")
        return Ask(
            key=key,
            path=path,
            instrument=self.instrument,
            states=parts_of(self.states),
            regions=parts_of(self.regions),
            cycles=tuple(int(year) for year in parts_of(self.years)),
            by=By(self.by),
        )


class LoadForm(Schema):
    """What the files do not say, and how they are taken in."""

    state: str = Field("", max_length=100, pattern=PLAIN)
    edition: str = Field("", max_length=80, pattern=PLAIN)
    years: str = Field("", max_length=9, pattern=PLAIN)
    note: str = Field("", max_length=500, pattern=PLAIN)
    whole_release: bool = False
    dry_run: bool = False


class LoadOut(Schema):
    """What a load did."""

    reports: int
    revisions: int
    answers: int
    records: int
    values: int
    withdrawn: int
    known: int
    warnings: list[Document]


class WithholdIn(Schema):
    """A State's word on a report (no key) or one answer."""

    state: str = Field(pattern=r"^[A-Z][A-Z0-9]{1,3}$")
    year: int = Field(ge=1990, le=2100)
    key: str = Field("", max_length=80, pattern=PLAIN)
    is_public: StrictBool
    reason: str = Field(min_length=1, max_length=500, pattern=PLAIN)


class ViewIn(AskQuery):
    """A question to save. ``id`` is made by the client, so that sending it twice is harmless."""

    id: UUID
    name: str = Field(min_length=1, max_length=200, pattern=PLAIN)
    is_shared: StrictBool = False


class ViewOut(Schema):
    """A saved question."""

    id: UUID
    name: str
    question: Document
    is_shared: bool
    is_mine: bool
    at: datetime


def year_of(year: str) -> int:
    """A year out of a path; what is none names nothing that exists."""
    if not (year.isdecimal() and year.isascii() and 1990 <= int(year[:5]) <= 2100):
        raise Http404
    return int(year)


def log_reading(request: ApiRequest, where: Where, subject: str) -> None:
    """Demand the permissions a query needs, and log that it was asked."""
    require_permission(request.auth, READ)
    if where.audience == "internal":
        require_permission(request.auth, INSIDE)
    log_access(request.auth, verb="read_observatory", subject=subject)


def uuid_of(text: str) -> UUID:
    """An id out of a path; what is none names nothing that exists."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
