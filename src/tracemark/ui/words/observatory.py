"""Words of the codes of the observatory: statistics, how each is read, traps, changes, refusals."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    # Statistics, in the order of the paragraphs
    "statistic_reports-received": _("National reports received"),
    "statistic_coordination-bodies": _("National coordination bodies"),
    "statistic_contacts-updated": _("National points of contact updated"),
    "statistic_action-plans": _("National action plans"),
    "statistic_diversion-stocks-no-answer": _("No answer on diversion from State stocks"),
    "statistic_diversion-transfers-no-answer": _("No answer on diversion in international transfers"),
    "statistic_destruction-said": _("States that said they destroyed arms"),
    "statistic_destruction-number": _("States that gave the number of arms destroyed"),
    "statistic_destruction-sum": _("Arms destroyed"),
    "statistic_collection": _("States that reported arms collected"),
    "statistic_collection-sum": _("Arms collected"),
    "statistic_recorded-or-destroyed": _("Collected arms recorded or destroyed, each arm once"),
    "statistic_sdg-data": _("States that gave data for SDG indicator 16.4.2"),
    "statistic_state-stock-marked": _("States in which all State-held arms are marked"),
    "statistic_tracing-procedures": _("States with national tracing procedures"),
    "statistic_new-technology-yes": _("States that consider new technology when marking"),
    "statistic_new-technology-no": _("States that do not consider new technology when marking"),
    "statistic_new-technology-blank": _("No answer on new technology when marking"),
    "statistic_help-needed": _("States that need assistance"),
    "statistic_help-offered": _("States willing to give assistance"),
    "statistic_gender-considered": _("States that take gender into account"),
    "statistic_sex-disaggregated-data": _("States that collect sex-disaggregated data"),
    "statistic_fund-donors": _("Donors of the trust fund"),
    "statistic_fund-projects": _("Projects funded by the trust fund"),
    "statistic_fund-amount": _("Funding given by the trust fund, in US dollars"),
    "statistic_fund-beneficiaries": _("States that benefited from the trust fund"),
    "statistic_fund-applications": _("Applications to the trust fund in the year"),
    "statistic_fund-applications-funded": _("Applications of the year that were funded"),
    "statistic_fund-projects-running": _("Projects of the trust fund being carried out"),
    "statistic_fund-projects-sdg-data": _("Projects being carried out on data for SDG target 16.4"),
    # Themes of assistance
    "theme_tracing": _("Tracing"),
    "theme_records": _("Record-keeping"),
    "theme_stockpiles": _("Stockpile management"),
    "theme_transfers": _("Transfer controls"),
    "theme_destruction": _("Destruction"),
    "theme_marking": _("Marking"),
    "theme_legislation": _("Legislation"),
    "theme_training": _("Training"),
    "theme_ddr": _("Disarmament, demobilization and reintegration"),
    "theme_awareness": _("Awareness-raising"),
    "theme_other": _("Other"),
    # Groups
    "group_reports": _("Reports"),
    "group_coordination": _("Coordination"),
    "group_diversion": _("Diversion"),
    "group_destruction": _("Destruction"),
    "group_collection": _("Collection"),
    "group_marking": _("Marking"),
    "group_tracing": _("Tracing"),
    "group_technology": _("New technology"),
    "group_help": _("Assistance"),
    "group_need": _("Assistance needed, by theme"),
    "group_offer": _("Assistance offered, by theme"),
    "group_gender": _("Gender"),
    "group_fund": _("Trust fund"),
    # Units
    "counted_states": _("States"),
    "counted_contacts": _("points of contact"),
    "counted_arms": _("arms"),
    "counted_donors": _("donors"),
    "counted_projects": _("projects"),
    "counted_applications": _("applications"),
    "counted_usd": _("US dollars"),
    # How a sentence is read as a count
    "reading_reports_of_members": _("Reports of the cycle, out of all Member States"),
    "reading_reports_counted": _("Reports of the cycle, without a base"),
    "reading_since_2018": _("States that said yes in any report since 2018, each State once"),
    "reading_of_this_cycle": _("States that said yes in this cycle, out of its reports"),
    "reading_contact_updates": _("Contact records updated since 2018, in reports or outside them"),
    "reading_blank_of_reports": _(
        "Reports that left the question blank, out of the reports whose form asks it"
    ),
    "reading_yes_of_reports": _("Said yes, out of all reports of the cycle"),
    "reading_yes_of_answers": _("Said yes, out of the reports that answered"),
    "reading_no_of_reports": _("Said no, out of all reports of the cycle"),
    "reading_no_of_answers": _("Said no, out of the reports that answered"),
    "reading_number_of_those": _("Gave a number, out of the States that said yes"),
    "reading_number_of_reports": _("Gave a number, out of all reports of the cycle"),
    "reading_sum_of_those": _("Sum of the numbers given by States that said yes"),
    "reading_sum_of_reports": _("Sum of all numbers given"),
    "reading_numbers_of_reports": _("Gave any number of arms collected, out of all reports of the cycle"),
    "reading_union_of_collected": _(
        "Arms recorded or destroyed, each arm once, out of the arms collected by all who gave numbers"
    ),
    "reading_origin_of_reports": _("Gave any number of arms of established origin, out of all reports"),
    "reading_origin_and_counts": _(
        "Gave numbers of established origin and of arms collected, out of all reports"
    ),
    "reading_origin_of_collectors": _(
        "Gave numbers of established origin, out of the States that gave numbers of arms collected"
    ),
    "reading_theme_of_reports": _("Named the theme, out of all reports of the cycle"),
    "reading_theme_of_those": _("Named the theme, out of the States that said yes"),
    "reading_since_2013": _("Since the fund was set up in 2013, up to the year after the cycle"),
    "reading_of_the_year": _("In the year of the cycle alone"),
    # What may mislead
    "trap_bases_differ": _(
        "The number of reports differs from cycle to cycle: look at counts as well as shares."
    ),
    "trap_not_a_share": _("A count since 2018, not a share of one cycle's reports."),
    "trap_developing_not_yes": _("“Being developed” is not counted as yes."),
    "trap_contacts_exceed_reports": _(
        "More contacts may be updated than reports received: some come outside reports."
    ),
    "trap_blank_not_zero": _("No answer is not zero."),
    "trap_blank_not_no": _("No answer is not “no”."),
    "trap_destroyed_may_exceed_collected": _(
        "Destroyed arms include surplus of the State, and so may exceed collected ones."
    ),
    "trap_union_not_sum": _(
        "An arm that was recorded and destroyed counts once: the columns must not be added."
    ),
    "trap_first_asked_2018": _("First asked in the form of 2018."),
    "trap_funded_not_received": _("The sum of what projects were given, not of what donors paid in."),
    # Changes from cycle to cycle
    "change_as_it_looks": _("The base does not explain the change."),
    "change_same": _("No change."),
    "change_rise_only_smaller_base": _(
        "The share rises only because its base is smaller: the count did not rise."
    ),
    "change_rise_partly_smaller_base": _("Part of the rise is only a smaller base."),
    "change_fall_only_larger_base": _(
        "The share falls only because its base is larger: the count did not fall."
    ),
    "change_fall_partly_larger_base": _("Part of the fall is only a larger base."),
    "change_no_data": _("No data on one side."),
    "change_not_joined": _("The question changed its meaning in between: the two are not one series."),
    # On which side of a number a State is
    "side_counted": _("Counted in this number"),
    "side_others": _("In the base, not counted"),
    "side_blank": _("Left blank"),
    "side_withheld": _("Kept back by the State"),
    "side_not_asked": _("Not asked by the form used"),
    "side_no_report": _("No report"),
    # Worlds
    "world_real": _("Real States"),
    "world_constructed": _("Constructed data: these States do not exist and reported nothing"),
    # Sources of a series and why they differ
    "source_iafq": _("UNODC questionnaire, counts"),
    "source_un": _("Published UN series"),
    "source_poa": _("National report under the Programme of Action"),
    "source_none": _("No source has a value"),
    "no_numerator": _("Gave arms collected, not how many had their origin established"),
    "part_exceeds_whole": _("More arms of established origin than arms collected: no value is made of it"),
    "sources_agree": _("The sources agree"),
    "differs_two_years": _("One source speaks of two years together"),
    "differs_arms_counted": _("The sources count different arms"),
    "differs_arms_established": _(
        "The sources count the same arms and differ in how many had their origin established"
    ),
    "differs_counts_not_published": _("One source publishes a per cent without its counts"),
    "why_no_data": _("No data"),
    "why_below_threshold_states": _("Too few States with counts"),
    "why_below_threshold_share": _("Too small a share of the region's States with counts"),
    # What was done, for the access log
    "verb_load_observatory": _("took in reports or series of States"),
    "verb_withhold_observatory": _("recorded what a State keeps back"),
    "verb_read_observatory": _("read figures of many States"),
    "verb_export_observatory": _("exported answers of many States"),
    "verb_save_observatory": _("saved a question about many States"),
    # Refusals
    "intake_refused": _("Nothing was taken in. Problems found: {count}."),
    "intake_unreadable": _("Cannot be read: {problem}"),
    "intake_empty": _("Holds no report, record or series value."),
    "table_without_header": _("No row names the columns: state, edition, years, question, answer."),
    "line_without_question": _("Names no question."),
    "public_yes_or_no": _("“{given}” says neither yes nor no about being public."),
    "state_not_known": _("“{given}” names no State."),
    "edition_not_known": _("“{given}” names no form that is known here."),
    "years_not_known": _("“{given}” is no year and no pair of years."),
    "day_not_known": _("“{given}” is no date; write it as 2020-03-31."),
    "question_number_not_known": _("No question, or more than one, has the number {number} in that form."),
    "number_too_large": _("{question}: the number {given} is too large."),
    "report_years_wrong": _("The years {first} to {last} cannot be."),
    "report_covers_two_years": _("This form covers two calendar years; {first} to {last} does not."),
    "report_covers_one_year": _("This form covers one calendar year; {first} to {last} does not."),
    "report_twice": _("A second report of {state} for {first}-{last}; the other one: {other}."),
    "record_twice": _("A second record {ref}; the other one: {other}."),
    "record_kind_not_known": _("“{given}” is no kind of record."),
    "record_without_ref": _("A record needs a reference of its own, of at most 80 characters."),
    "amount_not_a_number": _("“{given}” is no whole amount."),
    "document_of_another_kind": _("Not a national report but “{kind}”."),
    "document_unreadable": _("Not a report as it should be written: {problem}"),
    "worlds_mixed": _("Real and invented States do not go into one file of records."),
    "scan_not_kept": _("Not a PDF or an image of at most 50 MB."),
    "scan_of_one_report": _("A scan belongs to one report; there are {reports}."),
    "code_not_known": _("{dimension}: the code “{given}” is not in its list."),
    "unit_wrong": _("The unit is “{given}”, not {wanted} (per cent)."),
    "multiplier_wrong": _("The multiplier is “{given}”, not 0."),
    "period_not_a_year": _("“{given}” is no year."),
    "value_not_a_number": _("“{given}” is no number."),
    "value_not_a_percent": _("{given} is not between 0 and 100."),
    "value_with_missing_status": _(
        "The value {given} has the status {status}, which says that there is none."
    ),
    "no_value_with_normal_status": _("Without a value, and the status says that it is a normal one."),
    "observation_twice": _("A second value of {area} for {period}; the other one: {other}."),
    "series_file_empty": _("Holds no value."),
    "footnote_years_odd": _(
        "{area} {period}: the footnote names other years than {period} and the next: “{given}”. Kept as it is."
    ),
    "series_unknown": _("There is no series named {name}."),
    "state_report_unknown": _("{state} has no report of the cycle {cycle}."),
    "statistic_unknown": _("There is no statistic named {name}."),
    "question_never_asked": _("No report was ever asked the question {question}."),
}
