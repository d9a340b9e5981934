"""Words of the codes of stockpiles: plans of sites and what cannot be read of them."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "plan_name_twice": _("Feature {row}: the name “{value}” occurs twice; the later one was kept aside."),
    "plan_value_unknown": _(
        "Feature {row}, {column}: “{value}” is not one of the values it can have; kept aside."
    ),
    "plan_shape_not_read": _("Feature {row}: no point, line or area could be read ({value}); kept aside."),
    "plan_position_outside": _("Feature {row}: {value} is not a place in degrees; kept aside."),
    "plan_file_too_large": _("{name} is larger than a plan may be; nothing was read."),
    "plan_file_not_read": _("{name} cannot be read as a plan: {problem}"),
    "name_needed": _("A name is needed."),
    "site_name_taken": _("The unit has a site “{name}” already."),
    "building_earth_covered": _("Earth-covered magazine"),
    "building_reinforced": _("Reinforced building"),
    "building_semi_reinforced": _("Semi-reinforced building"),
    "building_medium": _("Medium building"),
    "building_light": _("Light building or open stack"),
    "neighbour_kind_house": _("House"),
    "neighbour_kind_school": _("School"),
    "neighbour_kind_hospital": _("Hospital"),
    "neighbour_kind_road": _("Road"),
    "neighbour_kind_railway": _("Railway"),
    "neighbour_kind_waterway": _("Waterway"),
    "neighbour_kind_footpath": _("Footpath"),
    "neighbour_kind_workshop": _("Explosives workshop"),
    "neighbour_kind_office": _("Office of the site"),
    "neighbour_kind_power": _("Power line"),
    "neighbour_kind_fuel": _("Fuel store"),
    "neighbour_kind_port": _("Port"),
    "site_change_site_added": _("Site added"),
    "site_change_store_added": _("Store added"),
    "site_change_store_changed": _("Store changed"),
    "site_change_neighbour_added": _("Neighbour added"),
    "site_change_neighbour_changed": _("Neighbour changed"),
    "site_change_neighbour_ended": _("Neighbour no longer there"),
}
