"""Forms of the land: a site, a store, a neighbour, the picture behind them; what lies where, for what if."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracemark.accounts.queries import UnitRow
from tracemark.findings import Refused
from tracemark.stockpiles.rules.geodesy import ShapeKind
from tracemark.stockpiles.rules.pictures import LARGEST_PX, Tie
from tracemark.stockpiles.rules.places import read_places, write_places
from tracemark.stockpiles.rules.plans import (
    GRADES,
    Building,
    Feature,
    NeighbourKind,
    NeighbourPlan,
    StorePlan,
    feature_of,
    read_feature,
)
from tracemark.ui.sentences import sentence
from tracemark.ui.words import word

Choices = list[tuple[str, str]]
GEOMETRY = {"point": "Point", "line": "LineString", "area": "Polygon"}
FEWEST = {"point": 1, "line": 2, "area": 3}


class SiteForm(forms.Form):
    """A new site: a depot, a barracks, a post."""

    unit = forms.ChoiceField(label=_("Unit"))
    name = forms.CharField(label=_("Name of the site"), max_length=200)

    def __init__(self, units: list[UnitRow], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [(str(unit.id), unit.name) for unit in units]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # [a choice field]


class PlaceForm(forms.Form):
    """Something on the ground: its name and where it stands."""

    name = forms.CharField(label=_("Name"), max_length=200)
    shape = forms.ChoiceField(label=_("Shape"))
    places = forms.CharField(
        label=_("Latitude and longitude in degrees, a corner a line"), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "ltr", "spellcheck": "false", "class": "mono"}),
    )  # fmt: skip
    role = ""

    def __init__(self, *args: Any, place: StorePlan | NeighbourPlan | None = None, **named: Any) -> None:
        if place is not None:
            values = feature_of(place).properties
            flags = {name: values.get(name) == "yes" for name in FLAGS}
            shape = {"shape": place.shape.kind.value, "places": write_places(place.shape.points)}
            named["initial"] = {**values, **flags, **shape}
        super().__init__(*args, **named)
        shapes = [(one.value, word(f"shape_{one.value}")) for one in ShapeKind]
        self.fields["shape"].choices = shapes  # type: ignore[attr-defined]  # [a choice field]

    def clean_places(self) -> tuple[tuple[float, float], ...]:
        """The corners; an error names the line that does not read."""
        try:
            return read_places(self.cleaned_data["places"])
        except Refused as refusal:
            raise ValidationError([sentence(one.code, one.params) for one in refusal.findings]) from refusal

    def clean(self) -> dict[str, Any]:
        """A line has two ends, an area three corners."""
        values: dict[str, Any] = super().clean() or {}
        fewest = FEWEST.get(values.get("shape", ""), 1)
        if "places" in values and len(values["places"]) < fewest:
            self.add_error(
                "places", gettext("This shape needs more places: %(count)s at least.") % {"count": fewest}
            )
        return values

    def plan(self) -> StorePlan | NeighbourPlan:
        """What was written down, by the rules that read a file. Raises Refused."""
        values = self.cleaned_data
        points = [list(point) for point in values["places"]]
        kind = GEOMETRY[values["shape"]]
        geometry = {"Point": points[0], "LineString": points, "Polygon": [points]}[kind]
        properties = {name: _plain(values[name]) for name in values if name not in ("shape", "places")}
        feature = Feature(1, {**properties, "role": self.role}, {"type": kind, "coordinates": geometry})
        return read_feature(feature)


class StoreForm(PlaceForm):
    """A building or a stack in the open that holds stock."""

    building = forms.ChoiceField(label=_("Building"))
    barricaded = forms.BooleanField(label=_("Behind a barricade"), required=False)
    front_bearing_deg = forms.FloatField(
        label=_("Where its front looks, degrees from north"), min_value=0, max_value=360, required=False,
        help_text=_("Empty is not known: then every side counts as the front."),
    )  # fmt: skip
    standard_ecm = forms.BooleanField(label=_("Standard earth-covered magazine"), required=False)
    headwall_bar = forms.TypedChoiceField(label=_("Strength of the headwall"), coerce=int, required=False)
    allowances = forms.CharField(
        label=_("Notes of the mixing table accepted here"), max_length=60, required=False,
        help_text=_("Such as: 1 2 4. Empty: none."),
    )  # fmt: skip
    role = "store"

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        buildings = [(one.value, word(f"building_{one.value}")) for one in Building]
        self.fields["building"].choices = buildings  # type: ignore[attr-defined]  # [a choice field]
        bars = [("0", gettext("not known"))]
        bars += [(str(one), gettext("%(count)s bar") % {"count": one}) for one in HEADWALLS_BAR]
        self.fields["headwall_bar"].choices = bars  # type: ignore[attr-defined]  # [a choice field]


class NeighbourForm(PlaceForm):
    """What stands near a site. Empty is not known, and counts as the stricter case."""

    kind = forms.ChoiceField(label=_("Kind"))
    grade = forms.ChoiceField(
        label=_("Grade"), required=False, help_text=_("Of workshops, power lines, fuel and ports.")
    )
    per_day = forms.IntegerField(
        label=_("A day: vehicles, passengers or walkers"), min_value=0, max_value=10_000_000, required=False
    )
    people = forms.IntegerField(
        label=_("People who work there"), min_value=0, max_value=100_000, required=False
    )
    vulnerable = forms.BooleanField(label=_("Tall, glazed, large or important building"), required=False)
    role = "neighbour"

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        kinds = [(one.value, word(f"neighbour_kind_{one.value}")) for one in NeighbourKind]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # [a choice field]
        grades: list[Any] = [("", gettext("not stated: the strictest"))]
        grades += [
            (word(f"neighbour_kind_{kind.value}"), [(one, word(f"grade_{one}")) for one in known])
            for kind, known in GRADES.items()
        ]
        self.fields["grade"].choices = grades  # type: ignore[attr-defined]  # [a choice field]

    def clean(self) -> dict[str, Any]:
        """A grade is one of its kind."""
        values = super().clean()
        grade, kind = values.get("grade"), values.get("kind")
        if grade and kind and grade not in GRADES.get(NeighbourKind(kind), ()):
            self.add_error("grade", gettext("This kind of neighbour has no such grade."))
        return values


HEADWALLS_BAR = (3, 7)
FLAGS = ("barricaded", "standard_ecm", "vulnerable")


class PictureForm(forms.Form):
    """A picture of the site, and two points of it whose places are known."""

    file = forms.FileField(label=_("Picture: PNG or JPEG"))
    x1 = forms.FloatField(label=_("First point: pixels from the left"), min_value=0, max_value=LARGEST_PX)
    y1 = forms.FloatField(label=_("First point: pixels from the top"), min_value=0, max_value=LARGEST_PX)
    place1 = forms.CharField(label=_("First point: latitude, longitude"), max_length=80)
    x2 = forms.FloatField(label=_("Second point: pixels from the left"), min_value=0, max_value=LARGEST_PX)
    y2 = forms.FloatField(label=_("Second point: pixels from the top"), min_value=0, max_value=LARGEST_PX)
    place2 = forms.CharField(label=_("Second point: latitude, longitude"), max_length=80)

    def clean(self) -> dict[str, Any]:
        """Both places read."""
        values: dict[str, Any] = super().clean() or {}
        for name in ("place1", "place2"):
            if name in values:
                values[name] = self._place(name, values[name])
        return values

    def ties(self) -> tuple[Tie, Tie]:
        """The two points."""
        values = self.cleaned_data
        return (
            Tie(values["x1"], values["y1"], *values["place1"]),
            Tie(values["x2"], values["y2"], *values["place2"]),
        )

    def _place(self, name: str, text: str) -> tuple[float, float] | None:
        try:
            found = read_places(text)
        except Refused as refusal:
            self.add_error(name, [sentence(one.code, one.params) for one in refusal.findings])
            return None
        if len(found) != 1:
            self.add_error(name, gettext("One place is needed: a latitude and a longitude."))
            return None
        return found[0]


class WhatIfMoveForm(forms.Form):
    """Moving (part of) a stack to another store, in thought only."""

    what = forms.ChoiceField(label=_("What"), widget=forms.Select(attrs={"translate": "no"}))
    quantity = forms.DecimalField(
        label=_("How many (empty: all)"), min_value=0, max_digits=14, decimal_places=3, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    target = forms.ChoiceField(label=_("To which store"), widget=forms.Select(attrs={"translate": "no"}))

    def __init__(self, what: Choices, targets: Choices, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["what"].choices = what  # type: ignore[attr-defined]  # [a choice field]
        self.fields["target"].choices = targets  # type: ignore[attr-defined]  # [a choice field]


def _plain(value: object) -> object:
    return ("yes" if value else "no") if isinstance(value, bool) else value
