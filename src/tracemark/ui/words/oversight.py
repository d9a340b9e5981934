"""Words of oversight: the verbs of the access log, its check, and settling alerts."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "verb_search": _("Searched"),
    "verb_read": _("Read a record"),
    "verb_read_holder": _("Read a holder"),
    "verb_read_rows": _("Read the rows of a figure"),
    "verb_match": _("Matched a list"),
    "verb_import": _("Imported a list"),
    "verb_export": _("Exported"),
    "verb_backup": _("Made a backup"),
    "verb_sign_in": _("Signed in"),
    "verb_read_access_log": _("Read the access log"),
    "verb_settle_alert": _("Settled an alert"),
    "verb_create_unit": _("Added a unit"),
    "verb_move_unit": _("Moved a unit"),
    "verb_create_person": _("Added a person"),
    "verb_give_post": _("Gave a post"),
    "verb_end_post": _("Ended a post"),
    "verb_open_account": _("Opened an account"),
    "verb_close_account": _("Closed an account"),
    "verb_reset_second_factor": _("Reset a second factor"),
    "verb_create_token": _("Made an API token"),
    "verb_end_token": _("Ended an API token"),
    "access_log_row_missing": _("Row {seq} of the access log is missing."),
    "access_log_row_changed": _("Row {seq} of the access log was changed after it was written."),
    "access_log_chain_broken": _("Row {seq} of the access log does not continue the row before it."),
    "table_unguarded": _("Table {table} is not append-only in the database: its triggers are missing."),
    "reason_missing": _("Give a reason."),
    "alert_already_settled": _("The alert is settled already."),
}
