"""Reading makers, calibres, types and countries as people write them. Tables are passed in, not loaded."""

from tracemark.reference.rules.calibres import find_calibre
from tracemark.reference.rules.countries import find_country, find_country_mark
from tracemark.reference.rules.folding import fold
from tracemark.reference.rules.makers import find_maker
from tracemark.reference.rules.models import find_model, model_key
from tracemark.reference.rules.tables import (
    Absence,
    Calibre,
    CalibreGroup,
    Country,
    CountryMark,
    Hit,
    Maker,
    ModelFamily,
    Tables,
    WeaponType,
)
from tracemark.reference.rules.types import ARM_SCOPES, find_weapon_type

__all__ = [
    "ARM_SCOPES",
    "Absence",
    "Calibre",
    "CalibreGroup",
    "Country",
    "CountryMark",
    "Hit",
    "Maker",
    "ModelFamily",
    "Tables",
    "WeaponType",
    "find_calibre",
    "find_country",
    "find_country_mark",
    "find_maker",
    "find_model",
    "find_weapon_type",
    "fold",
    "model_key",
]
