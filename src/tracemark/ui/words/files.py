"""Words of the codes of list files: why one cannot be read, and what to know of one that was."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "not_a_file": _("“{name}” is not a file. Nothing was read. Choose one file."),
    "file_cannot_be_opened": _(
        "“{name}” cannot be opened. Nothing was read. Check that it exists, that you may read it and that no other"
        " program holds it."
    ),
    "file_too_large": _(
        "“{name}” is larger than {megabytes} MB. Nothing was read. Divide the list into several files."
    ),
    "file_too_large_of_its_kind": _(
        "“{name}” is an old XLS file larger than {megabytes} MB. Nothing was read. Save it as XLSX or CSV."
    ),
    "file_is_empty": _("“{name}” is empty. Nothing was read. Check that the right file was chosen."),
    "file_is_not_a_list": _(
        "“{name}” is not a list: it is neither a spreadsheet nor text. Nothing was read. Save the list as XLSX, ODS or"
        " CSV."
    ),
    "file_is_a_web_page": _(
        "“{name}” is a web page or XML under another name. Nothing was read. Open it in a spreadsheet program and save"
        " it as XLSX."
    ),
    "file_is_too_old": _(
        "“{name}” is in a spreadsheet format of before 1997. Nothing was read. Open it in a spreadsheet program and"
        " save it as XLSX."
    ),
    "file_is_encrypted": _(
        "“{name}” is protected by a password. Nothing was read. Save a copy without password and load that."
    ),
    "file_has_macros": _(
        "“{name}” contains macros (programs). Nothing was read or run. Save it as XLSX without macros."
    ),
    "file_takes_too_long": _(
        "“{name}” takes too long to read. Nothing was read. Save it as XLSX or CSV, or divide it."
    ),
    "archive_is_damaged": _(
        "“{name}” is damaged or incomplete. No row after the damage was read. Open it in a spreadsheet program, save it"
        " again as XLSX, or ask the sender for a new copy."
    ),
    "archive_is_no_spreadsheet": _(
        "“{name}” is an archive but no XLSX or ODS spreadsheet. Nothing was read. If lists are packed in it, unpack"
        " them first."
    ),
    "archive_is_a_bomb": _(
        "“{name}” would unpack to far more than a list holds. Nothing was unpacked. Do not trust the file; ask who sent"
        " it."
    ),
    "archive_has_too_many_parts": _(
        "“{name}” has more than {most} parts inside. Nothing was read. Save it again as XLSX."
    ),
    "archive_unpacks_too_large": _(
        "“{name}” holds more than can be read at once. Nothing was kept. Divide the list, or save it as CSV."
    ),
    "too_many_sheets": _(
        "“{name}” has more than {most} sheets. Nothing was read. Divide it into several files."
    ),
    "too_many_columns": _(
        "Row {row} of “{name}” has more than {most} columns. Reading stopped there. Delete what stands to the right of"
        " the list, or check the separator of columns."
    ),
    "sheet_too_wide": _(
        "A sheet of “{name}” has more than {most} columns. Nothing was read. Delete what stands to the right of the"
        " list."
    ),
    "too_many_rows": _(
        "“{name}” has more than {most} rows in one sheet. Reading stopped there. Divide the list."
    ),
    "cell_too_long": _(
        "A cell in row {row} of “{name}” has more than {most} characters. Reading stopped there. Shorten it; if it"
        " holds several rows, a quotation mark is missing."
    ),
    "text_too_long": _("A cell of “{name}” has more than {most} characters. Nothing was read. Shorten it."),
    "line_too_long": _(
        "Line {row} of “{name}” has no end. Nothing was read. Check that the file is a list with one line for each row."
    ),
    "quote_not_closed": _(
        "In row {row} of “{name}” a quotation mark opens and does not close. Reading stopped there, so that no rows are"
        " taken for one cell. Correct the mark."
    ),
    "encoding_breaks": _(
        "“{name}” was taken for {encoding}, but too many characters are not of it, first in line {row}. Nothing was"
        " read. Save the list as UTF-8 or XLSX."
    ),
    "text_read_as": _("Read as text in {encoding}, columns separated by “{delimiter}”."),
    "encoding_guessed": _(
        "Read as text in {encoding}, columns separated by “{delimiter}”. The encoding was judged from the letters; if"
        " “{example}” looks wrong, save the list as UTF-8 or XLSX."
    ),
    "signs_not_read": _(
        "Characters that are not {encoding}: {count}, first in line {row}. They were read as Western European; compare"
        " those rows with the file."
    ),
    "number_formats_not_read": _(
        "“{name}” is an old XLS file, whose number formats are not read: zeros in front of numbers may be missing. Save"
        " it as XLSX to keep them."
    ),
    "hidden_sheet_read": _("Sheet “{sheet}” is hidden; it was read as well."),
    "hidden_columns_read": _("Hidden columns in sheet “{sheet}”: {count}. They were read as well."),
    "hidden_rows_read": _("Hidden rows in sheet “{sheet}”: {count}. They were read as well."),
    "formulas_read_as_values": _(
        "Formulas in sheet “{sheet}”: {count}. No formula is run; the value last stored in the file was read."
    ),
    "formulas_without_value": _(
        "Formulas without a stored value in sheet “{sheet}”: {count}. Those cells were read as empty. Open the file in"
        " a spreadsheet program and save it."
    ),
    "merged_cells": _(
        "Blocks of cells merged over several rows in sheet “{sheet}”: {count}, first in row {row}. The value counts for"
        " the first row of each block."
    ),
}
