"""Words of the codes of ammunition: what the rules applied, what they refuse, remedies and consequences."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "hazard_code_not_read": _("“{text}” is not a hazard code such as 1.1D or 1.2.1E."),
    "subdivision_not_published": _(
        "The rules know no sub-division {division}; take the stricter one that is known."
    ),
    "division_unknown": _("The rules have no hazard division {division}."),
    "neighbour_unknown": _("The rules know no neighbour “{neighbour}” for division {division}."),
    "store_unknown": _("The rules know no kind of store “{store}”."),
    "no_criterion_below": _(
        "{edition} gives no criterion for less than {kg} kg of division {division}; nothing is extrapolated."
    ),
    "no_criterion_above": _(
        "{edition} gives no criterion for more than {kg} kg of division {division}; nothing is extrapolated."
    ),
    "rule_set_not_read": _("The rule set cannot be read at “{place}”: {problem}"),
    "rule_strictest_store": _("The kind of store is not known: the strictest holds."),
    "rule_reduced_stops": _("The reduced distance of earth-covered magazines stops at {kg} kg."),
    "rule_protection_limited": _("No distance here gives the protection asked for; it is {protection}."),
    "rule_condition": _("Used because it is known to hold: {condition}."),
    "condition_standard_ecm": _("standard earth-covered magazine"),
    "condition_few_people": _("fewer than 10 people"),
    "condition_no_primary_explosive": _("no primary explosive"),
    "condition_not_spall_vulnerable": _("nothing that spall would set off"),
    "protection_limited": _("limited"),
    "protection_high": _("high"),
    "protection_complete": _("virtually complete"),
    "rule_formula": _("Formula {formula}: {metres} m."),
    "rule_floor": _("Never less than {metres} m."),
    "rule_printed": _("The printed table says {metres} m, which is more: it holds."),
    "rule_rounded": _(
        "Rounded up as the tables are: {metres} m; to the metre {exact} m, which may stand in its place."
    ),
    "rule_fixed": _("{metres} m, whatever the quantity."),
    "rule_no_distance": _("No quantity-distance is asked for."),
    "rule_not_below": _("Not less than for a neighbour that needs less protection: {metres} m."),
    "rule_not_by_quantity": _("{metres} m, whatever the quantity: the stricter of the published values."),
    "rule_treated_as": _("Division {division} counts as {treated}."),
    "group_not_stated": _("A compatibility group is not stated; nothing is stored with what has none."),
    "mix_forbidden": _("Groups {one} and {other} may not be together ({edition})."),
    "mix_needs_decision": _(
        "Groups {one} and {other} may be together only when accepted for this place: {mix_note}"
    ),
    "mix_counts_as": _("Groups {one} and {other} may be together: {mix_note}"),
    "mix_note_1": _("fuzes with the articles they are made for; the sum counts as group F."),
    "mix_note_2": _("in one building only when so separated that nothing can spread."),
    "mix_note_4": _("group G with others as the national authority decides."),
    "mix_note_5": _("group N counts as D."),
    "mix_note_6": _("1.6N of one family stays N, else the set counts as D."),
    "mix_note_7": _("1.6N with 1.4S counts as N."),
    "mix_note_T1": _("group L only with the same kind of article."),
    "mix_note_T2": _("C, D and E together count as E."),
    "mix_note_T3": _("C, D and E with N count as D."),
    "mix_note_T6": _("group G with C, D or E only as the transport rules allow."),
    "suspect_not_alone": _("Suspect ammunition is never stored with any other."),
    "aggregate_1_6_as_1_1": _("1.6 counts as 1.1 until tests have shown otherwise."),
    "aggregate_editions_differ": _("The editions read this differently; every reading must be satisfied."),
    "aggregate_1_4_not_added": _("{kg} kg of 1.4 add nothing to the sum."),
    "blast_out_of_range": _(
        "The scaled distance {z} is outside the published range of the blast parameters."
    ),
    "danger_area_unknown": _("There is no kind of demolition area “{kind}”."),
    "quantity_not_positive": _("The quantity must be above zero."),
    "consequence_glass_and_cladding": _("Superficial damage; half of large glass and cladding may fail."),
    "consequence_minor_damage": _("Minor damage to windows, frames and chimneys; glass injures people."),
    "consequence_tenth_of_cost": _("Damage of about a tenth of the cost of a building."),
    "consequence_fifth_of_cost": _("Damage of up to a fifth of the cost of a building."),
    "consequence_structural_repair": _("Structural repair needed; temporary loss of hearing."),
    "consequence_serious_injuries": _("Damage of more than 30 % of the cost; serious injuries are likely."),
    "consequence_near_demolition": _("Buildings nearly demolished."),
    "consequence_eardrum_half": _("Half of all eardrums rupture."),
    "consequence_lung_half": _("Half of the people die of damaged lungs."),
    "consequence_complete_demolition": _("Complete demolition of buildings that are not strengthened."),
    "remedy_move": _("Move {kg} kg to {store}, which can take {room} kg."),
    "remedy_split": _("Split over {places} such places, {kg} kg each."),
    "remedy_barricade": _("Raise a barricade: the limit becomes {kg} kg."),
    "remedy_earth_cover": _(
        "Build a standard earth-covered magazine that turns its back: the limit becomes {kg} kg."
    ),
    "remedy_move_store": _("Move the store {metres} m away from {neighbour}."),
    "remedy_neighbour_gone": _("If {neighbour} were not there, the limit would be {kg} kg."),
}
