"""Words of accounts: roles and why something about a person, post or unit is refused."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "role_officer": _("Officer"),
    "role_evidence_officer": _("Evidence officer"),
    "role_second_officer": _("Second officer"),
    "role_investigator": _("Investigator"),
    "role_analyst": _("Analyst"),
    "role_curator": _("Curator of reference data"),
    "role_oversight": _("Oversight"),
    "role_administrator": _("Administrator"),
    "role_unknown": _("There is no role {role}."),
    "own_post_refused": _("Nobody gives a post to themselves. Ask another administrator."),
    "post_already_held": _("The person holds this post already."),
    "roles_need_two_people": _("One person cannot hold both {role} and {held}: these two watch each other."),
    "unit_below_itself": _("A unit cannot stand below itself."),
    "unit_code_taken": _("There is a unit with the code {unit} already."),
    "unit_unknown": _("There is no unit with the code {unit}."),
    "username_unknown": _("Nobody signs in as {username}."),
    "username_taken": _("Somebody signs in as {username} already."),
    "own_factor_reset_refused": _(
        "Nobody resets their own second factor this way. Use a recovery code, or ask another administrator."
    ),
    "own_account_refused": _("Nobody closes their own account. Ask another administrator."),
    # Said by the form of allauth, whose own catalogues lack some of our languages.
    "passwords_differ": _("You must type the same password each time."),
    "token_days_out_of_range": _("A token is valid for 1 to {most} days."),
}
