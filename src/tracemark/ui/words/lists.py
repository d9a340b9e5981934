"""Words of the codes that reading and importing lists can give, and of the fields of lists."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    # Sheets, headers and columns
    "header_not_found": _(
        "No row that names the columns was found in sheet “{sheet}”. The sheet was left out; add a row "
        "with the names of the columns and load the list again."
    ),
    "sheet_empty": _("Sheet “{sheet}” is empty."),
    "hidden_sheet": _("Sheet “{sheet}” is hidden; it was read all the same."),
    "hidden_column": _("Column {column} ({name}) is hidden; it was read all the same."),
    "unknown_column": _(
        "The column “{column}” is not known. Its values are kept under its own name; say which field it "
        "is if it is one."
    ),
    "column_repeated": _(
        "The column “{column}” seems to say the same as “{other}”. It was kept under its own name."
    ),
    "column_without_name": _("Column {column} has no name. Its values are kept."),
    "column_guessed": _(
        "The column “{column}” was taken for {field} because of what stands in it. Please check."
    ),
    "required_column_missing": _(
        "No column for “{field}” was found under the header in row {row}. The sheet was left out; say "
        "which column it is and load the list again."
    ),
    "field_unknown": _("“{field}” is no field of this kind of list (given for column “{column}”)."),
    "list_without_rows": _("The file has no sheet with rows to read."),
    # Dates and period
    "date_order_mixed": _(
        "In the column “{column}” {day_first} dates have the day first and {month_first} the month first. "
        "Each clear date was read as it must be, the others like the majority. Please check."
    ),
    "date_order_undecided": _(
        "In the column “{column}” nothing shows whether the day or the month comes first ({count} dates). "
        "The day was taken to come first. Please check."
    ),
    "date_order_from_other_columns": _(
        "The other dates of the list decided whether the day or the month comes first in the column "
        "“{column}”."
    ),
    "dates_swapped_by_spreadsheet": _(
        "In the column “{column}” the spreadsheet may have turned day and month round: all {count} dates "
        "that it understood have a day of 12 or less. Please compare some with the paper."
    ),
    "impossible_date": _("The date “{text}” (column “{column}”) is not in the calendar."),
    "date_of_other_calendar": _(
        "The date “{text}” (column “{column}”) seems to be of another calendar. Please write it in the "
        "Gregorian calendar."
    ),
    "date_not_read": _("“{text}” in the column “{column}” was not read as a date. The text is kept."),
    "two_digit_year": _(
        "The year of “{text}” (column “{column}”) has two figures. Please check the century."
    ),
    "date_missing": _("The date is missing; without it the row cannot be counted in a year."),
    "outside_period": _("The date {date} is outside the year {period} of this list."),
    "period_from_dates": _("The list is about {year}: {count} of {total} dates lie in that year."),
    "period_not_clear": _(
        "The dates lie in several years (most in {year}: {count} of {total}). No row was kept aside for "
        "its year; name the period if there is one."
    ),
    # Serial numbers and quantities
    "no_serial_no_reason": _(
        "There is no serial number and nothing says why. Write the number, or why there is none "
        "(unmarked, burnt, never numbered …)."
    ),
    "no_serial_with_reason": _("There is no serial number; the list says why: {reason}"),
    "quantity_row": _("One row for {quantity} weapons without numbers; each got a record of its own."),
    "quantity_with_serial": _(
        "The row counts {quantity} weapons but gives one number ({serial}). Write a row for each weapon."
    ),
    "quantity_not_read": _("The quantity “{text}” was not read as a whole number."),
    "quantity_out_of_range": _(
        "The quantity {quantity} cannot be right: one row may count from 1 to {largest} weapons."
    ),
    "numeric_serial": _("The serial number {text} was typed as a number; zeros in front may be lost."),
    "leading_zero_lost": _(
        "The serial number {text} has lost zeros in front: others of this make and model in the list have "
        "more figures. {padded} is kept as another reading."
    ),
    "serial_digits_lost": _(
        "The serial number {text} was typed as a number of more than 15 figures; the spreadsheet has "
        "changed the last ones. Please type it as text."
    ),
    "cyrillic_lookalike": _(
        "The serial number {text} has Cyrillic letters that look like Latin ones; it was read as Latin."
    ),
    "year_not_read": _("“{text}” was not read as a year of making."),
    "cell_error": _(
        "The spreadsheet could not work out the serial number ({text}). Write the number itself."
    ),
    # What a row is about
    "not_an_arm": _("“{text}” is no arm: ammunition, parts and other things are kept apart from weapons."),
    "nothing_described": _("The row names no weapon: type, make, model and number are blank."),
    "duplicate_row": _("This repeats an earlier row of the list: {where}"),
    "duplicate_event": _("Another agency reported the same event: {where}. It is counted once."),
    "how_not_read": _(
        "How the weapon was obtained was not understood: “{text}”. The text is kept; the row is not "
        "counted until it is clear."
    ),
    "how_not_stated": _("The list does not say how the weapon was obtained (seized, found or surrendered)."),
    "outcome_not_read": _(
        "The outcome of tracing was not understood: “{text}”. It is taken as blank; the text is kept."
    ),
    "loss_kind_not_read": _(
        "It was not understood whether the weapon was lost or stolen: “{text}”. It is taken as lost; the "
        "text is kept."
    ),
    "permit_without_number": _("The permit has no number."),
    # Lines that are no items
    "total_mismatch": _("“{label}” says {written}, but the rows add up to {counted}."),
    "line_passed_over": _("A line that describes nothing was passed over: {text}"),
    # Batches
    "batch_closed": _(
        "The list “{list}” was taken in before and is now closed ({stage}). Nothing was changed."
    ),
    "stage_voided": _("voided"),
    "stage_voiding": _("being voided"),
    "stage_void_asked": _("waiting to be voided"),
    "batch_longer_than_list": _(
        "The list “{list}” gave fewer rows than when it began to be taken in. Nothing was changed."
    ),
    "kept_aside_reason": _("Why the row was kept aside"),
    "kept_aside_row": _("Row in the list"),
    "kept_aside_code": _("Mark of Tracemark"),
    "still_repeated": _(
        "The row is still marked as one that repeats another. Delete it, or clear its mark if it is "
        "another weapon."
    ),
    # The import command
    "import_would": _("Dry run of {file}: nothing was changed."),
    "import_done": _("{file} was taken in."),
    "import_repeated": _("{file} had been taken in before; nothing was changed."),
    "import_counts": _("Rows read: {read} · accepted: {accepted} (weapons: {weapons}) · kept aside: {kept}"),
    "import_rejects": _("Rows kept aside were written to {path}. Correct them there and load that file."),
    "unit_not_found": _("There is no unit with the code “{unit}”. Units: {units}"),
    "unit_needed": _("Say for which unit the list is (--unit CODE). Units: {units}"),
    "map_not_understood": _('“{text}” is no mapping; write it as --map "Name of column=field".'),
    # Fields of lists
    "field_record_ref": _("Number in the list"),
    "field_case_ref": _("Case number"),
    "field_receipt_no": _("Receipt number"),
    "field_occurred_on": _("Date"),
    "field_reported_on": _("Reported on"),
    "field_place": _("Place"),
    "field_station": _("Station or unit"),
    "field_agency": _("Agency"),
    "field_how": _("How obtained"),
    "field_type": _("Type"),
    "field_make": _("Make"),
    "field_model": _("Model"),
    "field_make_model": _("Make and model"),
    "field_calibre": _("Calibre"),
    "field_serial": _("Serial number"),
    "field_serial_prefix": _("Letters of the serial number"),
    "field_other_marks": _("Other marks"),
    "field_import_mark": _("Import mark"),
    "field_barrel_no": _("Number on a part"),
    "field_country": _("Country of manufacture"),
    "field_year": _("Year of manufacture"),
    "field_quantity": _("Quantity"),
    "field_action": _("Action taken"),
    "field_outcome": _("Outcome of tracing"),
    "field_sex": _("Sex of the holder"),
    "field_age_group": _("Age of the holder"),
    "field_names": _("Name of a person"),
    "field_person_details": _("Details of a person"),
    "field_holder": _("Category of holder"),
    "field_licence_no": _("Licence number"),
    "field_loss_kind": _("Lost or stolen"),
    "field_remarks": _("Remarks"),
    "field_kept_aside_row": _("Row of the first list"),
    "field_kept_aside_code": _("Code of the reason"),
    "field_kept_aside_reason": _("Why it was kept aside"),
    "field_condition": _("Condition"),
    "field_ledger": _("Ledger"),
    "field_batch_ref": _("Destruction batch"),
    "field_method": _("Method of destruction"),
    "field_witnesses": _("Witnesses"),
    "field_permit_no": _("Permit number"),
    "field_euc_no": _("End-user certificate number"),
    "field_exporter": _("Exporter"),
    "field_importer": _("Importer"),
    "field_permitted_quantity": _("Permitted quantity"),
    "field_delivered_quantity": _("Delivered quantity"),
    "field_delivered_on": _("Delivered on"),
}
