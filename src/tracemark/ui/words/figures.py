"""Words of the codes of figures: definitions, ways of obtaining, outcomes, exclusions, refusals."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    # What is counted
    "figure_sdg-16.4.2": _(
        "Arms seized, found or surrendered whose illicit origin was established (SDG 16.4.2)"
    ),
    "figure_short_sdg-16.4.2": _("SDG 16.4.2"),
    "basis_all": _("All arms"),
    "basis_traceable": _("Potentially traceable arms only"),
    "basis_both": _("Both bases"),
    "obtained_seized": _("Seized"),
    "obtained_found": _("Found"),
    "obtained_surrendered": _("Surrendered"),
    "obtained_total": _("Total"),
    "obtained_": _("Not stated"),
    "outcome_traced_home": _("Traced at home"),
    "outcome_traced_abroad": _("Traced abroad"),
    "outcome_established_otherwise": _("Established otherwise by a competent authority"),
    "outcome_pending": _("Trace still pending"),
    "outcome_too_little_information": _("Too little information to trace"),
    "outcome_not_tried": _("Tracing not tried"),
    "outcome_blank": _("No outcome recorded (blank)"),
    "part_numerator": _("Origin established"),
    "part_denominator": _("Arms counted"),
    "part_percent": _("Share"),
    "part_left_out": _("Counted among all arms, but not potentially traceable"),
    "percent_value": _("{number} %"),
    "no_value": _("no value"),
    # Why a row is not counted
    "excluded_voided": _("Voided record"),
    "excluded_not_an_arm": _("Not an arm (ammunition or part)"),
    "excluded_antique": _("Antique, made before 1900"),
    "excluded_replica": _("Replica or imitation"),
    "excluded_date_not_known": _("Date not known"),
    "excluded_outside_period": _("Outside the year"),
    "excluded_campaign_receipt": _(
        "Receipt of a collection campaign (the year's seizure list is the source)"
    ),
    "excluded_how_not_stated": _("Not stated whether seized in a criminal matter, found or surrendered"),
    "excluded_administrative": _("Administrative seizure"),
    "excluded_duplicate_event": _("Same event already reported by another agency"),
    "excluded_kept_aside": _("Line kept aside at import"),
    # How it is counted
    "method_numerator": _(
        "Counted as established: traced at home, traced abroad, or established otherwise, as the officer recorded it."
    ),
    "method_basis_traceable": _(
        "Potentially traceable: a named make and a serial number with at most one character that could not be read."
    ),
    "method_calendar_year": _("Period: the calendar year of the event."),
    "method_half_even_one_decimal": _("Per cents are rounded to one decimal, halves to the even digit."),
    "method_blank_outcome_stays_in_denominator": _(
        "A blank outcome stays in the denominator and never enters the numerator."
    ),
    "method_no_value_without_denominator": _("Without any arm there is no value; it is not zero."),
    "method_include_campaign_receipts": _("Receipts of collection campaigns are counted as surrendered."),
    "method_administrative": _("Administrative seizures are not counted."),
    "method_antique": _("Antiques and replicas are not counted."),
    # Counts
    "figure_arms-collected": _("Arms collected, by how they were obtained"),
    "figure_arms-collected-by-action": _("Arms collected, by what was done with them"),
    "figure_arms-collected-by-mark": _("Arms collected, with and without a unique mark"),
    "figure_arms-collected-by-origin": _("Arms collected, by whether their illicit origin was established"),
    "figure_arms-collected-by-type": _("Arms collected, by type"),
    "figure_arms-destroyed": _("Arms destroyed, by where they came from"),
    "figure_arms-lost": _("Arms reported lost or stolen"),
    "figure_state-arms-lost": _("Arms reported lost or stolen from State stocks"),
    "figure_trace-requests": _("Trace requests sent and received"),
    "count_cell_seized": _("Seized"),
    "count_cell_found": _("Found"),
    "count_cell_surrendered": _("Surrendered"),
    "count_cell_total": _("Total"),
    "count_cell_marked": _("Marked after collection"),
    "count_cell_recorded": _("Recorded with a unique mark"),
    "count_cell_destroyed": _("Destroyed"),
    "count_cell_recorded_or_destroyed": _("Recorded or destroyed, each arm once"),
    "count_cell_neither": _("Neither recorded nor destroyed"),
    "count_cell_unique": _("With a unique mark"),
    "count_cell_not_unique": _("Without a unique mark"),
    "count_cell_traced": _("Traced"),
    "count_cell_established_otherwise": _("Established otherwise by a competent authority"),
    "count_cell_established": _("Origin established"),
    "count_cell_pending": _("Trace still pending"),
    "count_cell_too_little_information": _("Too little information to trace"),
    "count_cell_not_tried": _("Tracing not tried"),
    "count_cell_blank": _("No outcome recorded (blank)"),
    "count_cell_pistol": _("Self-loading pistols"),
    "count_cell_revolver": _("Revolvers"),
    "count_cell_rifle": _("Rifles and carbines"),
    "count_cell_shotgun": _("Shotguns"),
    "count_cell_sub_machine_gun": _("Sub-machine guns"),
    "count_cell_machine_gun": _("Machine guns"),
    "count_cell_light_weapon": _("Light weapons"),
    "count_cell_other": _("Other"),
    "count_cell_not_stated": _("Not stated"),
    "count_cell_collected": _("Collected arms"),
    "count_cell_state_held": _("Arms of the State"),
    "count_cell_source_not_known": _("Not known where from"),
    "count_cell_lost": _("Lost"),
    "count_cell_stolen": _("Stolen"),
    "count_cell_holder_not_known": _("Holder not known"),
    "figure_diversions": _("Arms of trace cases by how they left lawful hands"),
    "count_cell_diverted": _("Point of diversion established"),
    "count_cell_in_transfer": _("Diverted during an international transfer"),
    "count_cell_from_state_stocks": _("From State stocks"),
    "count_cell_from_lawful_holders": _("Stolen, lost or bought for somebody else"),
    "count_cell_unlawful_making": _("Made unlawfully"),
    "count_cell_not_established": _("Not established"),
    "count_cell_sent": _("Sent"),
    "count_cell_answered": _("Answered"),
    "count_cell_received": _("Received from other States"),
    "count_cell_replied": _("Replied to"),
    "method_no_event_no_value": _(
        "A year of which the register holds no such event has no value; it is not zero."
    ),
    "method_looks_at": _("Events that are looked at: {events}."),
    "method_left_out": _("Left out: {reasons}."),
    "method_zero_not_told": _(
        "No value instead of zero, because none only means that nobody recorded it: {cells}."
    ),
    "count_years": _("The last year must not be before {first}, and at most {most} years after it."),
    "breakdown_cell": _("nothing further"),
    "breakdown_month": _("month of the event"),
    "breakdown_list": _("kind of list"),
    "breakdown_type": _("type of arm"),
    # Tables of persons
    "figure_persons-with-collected-arms": _("Persons named with arms collected, by sex and age"),
    "figure_persons-prosecuted": _("Persons prosecuted for firearms offences, by sex and age"),
    "figure_persons-harmed": _("Persons killed or injured by firearms, by sex and age"),
    "figure_persons-harmed-by-disability": _("Persons injured by firearms, by sex and disability"),
    "persons_female": _("Female"),
    "persons_male": _("Male"),
    "persons_other": _("Other"),
    "persons_not_stated": _("Not stated"),
    "persons_total": _("Total"),
    "persons_hidden": _("hidden"),
    "persons_with_disability": _("With a disability"),
    "persons_without_disability": _("Without a disability"),
    "persons_age_band": _("{low} to {high} years"),
    "persons_age_from": _("{age} years and over"),
    "method_persons_records": _(
        "One for each record that names a person: the register does not know whether two are the same."
    ),
    "method_persons_persons": _("Persons, as the authority that gives the numbers counted them."),
    "method_persons_hidden": _(
        "Numbers from 1 to 4 are hidden, and as many others as are needed so that none can be worked out."
    ),
    "method_persons_not_inferred": _("Sex and age stand as they were stated; they are never inferred."),
    "persons_no_such_place": _("The table has no place {row}, {column}."),
    "persons_bad_count": _("{row}, {column}: a whole number is needed, 0 where there was nobody."),
    "persons_nobody": _("The table counts nobody: there is nothing to publish."),
    "persons_bad_file": _("The file cannot be read: {problem}"),
    "persons_bad_header": _("The first line must read: {header}"),
    "persons_bad_line": _("Line {line}: a sex, a group and a whole number are needed, each place once."),
    "persons_differ_by_few": _(
        "Nothing was published: an earlier table of {year} shows a number that differs by fewer than {few} persons."
    ),
    "persons_counted_by_register": _("The register counts this table; numbers cannot be given."),
    "persons_need_counts": _("An authority must give the numbers of this table."),
    # Refusals and warnings
    "figure_unknown": _("There is no figure named {name}."),
    "basis_unknown": _("There is no base named {basis}. Use all, traceable or both."),
    "figure_needs_whole_node": _(
        "Your posts cover some units only. Only who sees the whole node may publish or compare the State's figure."
    ),
    "figure_has_no_value": _("Nothing was published: no arm counts in {year}, so there is no value."),
    "figure_unchanged": _(
        "Nothing was published: the last publication for {year} already says exactly this."
    ),
    "publication_changed": _("The published figure {name} for {year} is not what was published."),
    # What differs from what was published
    "row_added": _("New"),
    "row_gone": _("No longer there"),
    "row_changed": _("Changed"),
    "figure_field_how": _("How obtained"),
    "figure_field_outcome": _("Outcome"),
    "figure_field_occurred_on": _("Date of the event"),
    "figure_field_traceable": _("Potentially traceable"),
    "figure_field_excluded": _("Reason for not counting"),
    "figure_field_event_id": _("Event"),
    "traceable_yes": _("Yes"),
    "traceable_no": _("No"),
    "figure_list_seizures": _("Seizure list"),
    "figure_list_receipts": _("Collection campaign receipts"),
    "figure_list_": _("Recorded by an officer"),
}
