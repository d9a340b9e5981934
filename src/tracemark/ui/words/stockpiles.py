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
}
