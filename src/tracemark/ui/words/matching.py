"""Words of every code the room matching can give: reasons, chances, verdicts, alerts and refusals."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    # What the numbers say
    "serial_same": _("The serial number is the same: {recorded}."),
    "serial_fits": _("Every legible character fits {recorded}."),
    "serial_confusable": _(
        "“{read}” was read at place {place} where “{recorded}” is on record; the two look alike."
    ),
    "serial_misread": _("“{read}” was read at place {place} where “{recorded}” is on record."),
    "serial_transposed": _(
        "“{read}” was read at place {place} where “{recorded}” is on record: two neighbours are swapped."
    ),
    "serial_character_missing": _("“{recorded}” is on record after place {place} and was not read."),
    "serial_character_extra": _("“{read}” was read at place {place} and is not on record."),
    "serial_zeros_lost": _(
        "Zeros in front differ, as when a spreadsheet takes a serial number for a quantity."
    ),
    "serial_prefix_extra": _("“{read}” was read in front and is not on record."),
    "serial_cut": _("The reading is cut short: “{recorded}” is missing at one end."),
    "serial_unread_on_record": _("One character cannot be read on record either."),
    "serial_other_spelling": _("The mark may also be spelt {read}; on record it is {recorded}."),
    "serial_not_on_record": _("The record has no serial number."),
    "number_of_a_part": _("The number is that of a part, which counts for little."),
    "other_number_agrees": _("Another number that was read, {read}, is on the record too: {recorded}."),
    # What the description says
    "make_agrees": _("The make agrees: {recorded}."),
    "make_near": _("The make may be the same under another name: {read} and {recorded}."),
    "make_differs": _("The make differs: read {read}, on record {recorded}."),
    "model_agrees": _("The model agrees: {recorded}."),
    "model_near": _("The model may be a variant: read {read}, on record {recorded}."),
    "model_differs": _("The model differs: read {read}, on record {recorded}."),
    "calibre_agrees": _("The calibre agrees: {recorded}."),
    "calibre_near": _("The calibres are close: read {read}, on record {recorded}."),
    "calibre_differs": _("The calibre differs: read {read}, on record {recorded}."),
    "type_agrees": _("The type agrees: {recorded}."),
    "type_differs": _("The type differs: read {read}, on record {recorded}."),
    "country_agrees": _("The country of manufacture agrees: {recorded}."),
    "country_differs": _("The country of manufacture differs: read {read}, on record {recorded}."),
    "year_agrees": _("The year agrees: {recorded}."),
    "year_differs": _("The year differs: read {read}, on record {recorded}."),
    "import_agrees": _("The import mark agrees: {recorded}."),
    "import_differs": _("The import marks differ: read {read}, on record {recorded}."),
    "one_in": _("One weapon in {count} has it."),
    "difference_once_in": _("About one reading in {count} errs so."),
    # What the whole answer says
    "others_fit": _("Others that fit as well: {count}."),
    "no_number_read": _("No serial number was read; the description alone seldom names one weapon."),
    "probably_not_in_register": _("Probably not in the register."),
    "reading_too_open": _(
        "Too much of the serial number is unread to search by it. Add the make and the model."
    ),
    "more_fit_than_weighed": _("More records fit than could be weighed. Add what else you know."),
    "search_value_unknown": _("“{text}” is not in the reference lists; it was searched as typed."),
    "search_needs_something": _("Type a serial number, a record number, or at least a make or model."),
    "seen_elsewhere": _("Seen on other lists"),
    # Which further fact would settle it
    "settling_settles": _("{fact} would settle it: {splits}."),
    "settling_helps": _("{fact} would help, to {percent} % on average: {splits}."),
    "settling_points": _("{value} points to {record}"),
    "settling_points_to_none": _("{value} points to none of them"),
    "settling_more": _("other values: {count}"),
    "settling_and": _("{one}; {other}"),
    "settling_make": _("The make"),
    "settling_model": _("The model"),
    "settling_calibre": _("The calibre"),
    "settling_type": _("The type"),
    "settling_country": _("The country of manufacture"),
    "settling_year": _("The year of manufacture"),
    "settling_import": _("The import mark"),
    "settling_character": _("The character at place {place}"),
    "settling_characters": _("The characters from place {place}"),
    "would_settle_it": _("What would settle it"),
    "none_of_them": _("Not in the register"),
    "none_of_them_means": _("None of the records searched is this weapon."),
    # How likely, in words
    "chance_nearly_certain": _("Nearly certain"),
    "chance_very_likely": _("Very likely"),
    "chance_likely": _("Likely"),
    "chance_possible": _("Possible"),
    "chance_unlikely": _("Unlikely"),
    # What an officer judged
    "verdict_same": _("The same weapon"),
    "verdict_not_same": _("Not the same weapon"),
    "verdict_unsure": _("Unsure"),
    "judgement_of_one_record": _("A record cannot be compared with itself."),
    "judgement_needs_reason": _("Give a reason for your judgement."),
    # Where a seizure stands in the work
    "match_stage_all": _("All"),
    "match_stage_waiting": _("Not judged yet"),
    "match_stage_likely": _("Likely match, not judged yet"),
    "match_stage_possible": _("Possible match, not judged yet"),
    "match_stage_none": _("Nothing found, not judged yet"),
    "match_stage_same": _("Judged: the same weapon"),
    "match_stage_not_same": _("Judged: not the same weapon"),
    "match_stage_unsure": _("Judged: unsure"),
    # The kinds of list a record stands on
    "list_kind_inventory": _("Inventory"),
    "list_kind_register": _("Register"),
    "list_kind_seizures": _("Seizures"),
    "list_kind_losses": _("Losses and thefts"),
    "list_kind_destruction": _("Destruction"),
    "list_kind_receipts": _("Receipts of surrendered weapons"),
    # What contradicts between lists
    "seized_after_destruction": _(
        "{first} was recovered on {first_on}, after {second} was destroyed on {second_on}."
        " They are one weapon with a probability of {percent} %."
    ),
    "lost_then_seized": _(
        "{first} was recovered on {first_on}, after {second} was lost or stolen on {second_on}."
        " They are one weapon with a probability of {percent} %."
    ),
    "two_custodians": _(
        "{first} and {second} stand on the books of two custodians."
        " They are one weapon with a probability of {percent} %."
    ),
    # What the access log says
    "verb_read_proposals": _("Read proposed matches"),
    "verb_compare": _("Compared two records"),
    # Long work
    "step_loading": _("Loading the lists"),
    "step_indexing": _("Making the register ready"),
    "step_seizures": _("Matching seizures"),
    "step_tracing": _("Tracing rows to inventories and registers"),
    "step_lists": _("Comparing lists with one another"),
    "step_duplicates": _("Looking for weapons that stand in the register twice"),
    "duplicates_found": _("Weapons looked at: {records}. Pairs that may be one weapon: {pairs}."),
    "duplicates_proposed": _(
        "Proposals that are new or changed: {count}. Nothing is joined before an officer judges."
    ),
    "duplicates_need_out": _("Give a file for the result with --out."),
    "step_custodians": _("Looking for weapons with two custodians"),
    "match_needs_list_or_year": _("Give a list with --against and --out, or a year with --seizures."),
    "files_matched": _("Entries matched: {queries}, with {records} records."),
    "match_went_on": _("Gone on where it was stopped: {count} parts of the list were answered before."),
    "match_stopped": _("Stopped. What was done is kept in {folder}; the same command goes on from there."),
    "match_folder_in_the_way": _(
        "The folder {folder} is in the way: it is not of this work. Move it, or choose another name for the result."
    ),
    "spark_not_installed": _(
        "Spark is not installed here. Install tracemark with its extra “spark”, and Java."
    ),
    "row_kept_aside_year": _("Kept aside: {file}, row {row}: “{text}” is no year."),
    "list_without_column": _("The file {file} has no column “{column}” in its first row."),
    "list_unreadable": _("The file {file} cannot be read: {cause}"),
    "match_done": _("Seizures matched: {count}. Answers that are new or changed: {changed}."),
    "alerts_new": _("New alerts: {count}."),
    # Learning the model
    "nothing_to_learn_from": _(
        "There is nothing to learn from yet: none of {count} judged pairs was judged the same."
    ),
    "model_known": _("This model is on record already, compared with the same model: {name}."),
    "too_few_judgements": _(
        "Too few judgements were held back to tell the models apart: {count} of at least {needed}."
    ),
    "model_is_worse": _("The new model does worse than the one in use on the judgements held back."),
    "model_use_needs_reason": _("Say why this model is put in use."),
    "no_such_model": _("There is no model called {name}."),
    "model_in_use_already": _("The model {name} is in use already."),
    "model_compared_with_another": _(
        "{name} was compared with {other}, and {current} is in use now. Train again before you use it."
    ),
    "models_compared": _("Compared on judgements held back: {count}. Old model, then new:"),
    "figure_log_loss": _("mean surprise (log-loss): {old} → {new}"),
    "figure_brier": _("mean squared error (Brier): {old} → {new}"),
    "figure_calibration_error": _("calibration error: {old} → {new}"),
    "figure_sure_right": _("share right of those stated above 0.9: {old} → {new}"),
    "model_is_proposed": _(
        "{name} is no worse than the model in use. It scores nothing until a person puts it in use."
    ),
    "model_now_in_use": _("In use from now on: {name}."),
    "model_stage_candidate": _("Candidate"),
    "model_stage_in_use": _("In use"),
    "model_stage_retired": _("Not in use any more"),
    # Watching
    "matching_drift": _(
        "Drift this quarter: of {count} pairs stated between {low} and {high} %, {observed} % were judged the same"
        " where {stated} % was stated."
    ),
    "watch_model": _("Model in use: {name}"),
    "watch_month": _(
        "{month}: {count} seizures; above 0.9: {sure} %, between: {between} %, nothing found: {none} %"
    ),
    "watch_month_unknown": _("month not known"),
    "watch_unmatched": _("Seizures not matched yet: {count}"),
    "watch_waiting": _("Waiting to be judged: {count}, of which very likely: {likely}"),
    "watch_judged": _("Pairs judged, with what was stated then: {count}"),
    "watch_quarter": _("Judged since {day}: {count}"),
    "watch_band": _("{low}–{high} %: {count} judged; stated {stated} %, judged the same {observed} %"),
    "verb_train_model": _("Trained the matching"),
    "verb_use_model": _("Put a matching model in use"),
    "verb_watch_matching": _("Read how matching does"),
}
