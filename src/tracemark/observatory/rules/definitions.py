"""Every statistic of paragraphs 17 to 24 and 61 to 62 of A/76/284, as data.

Where a paragraph leaves a base open, several readings stand here; the first is ours, and docs/rooms/observatory.md
says why.
"""

from collections.abc import Iterator, Mapping

from tracemark.observatory.rules.statistics import Amount, Base, Measure, Op, Reading, Statistic, Term

SINCE = 2018
"""Paragraph 18 counts what was submitted "since 2018"."""
FUND_SINCE = 2013
"""Paragraph 61: the trust fund was set up in 2013."""

THEMES = (
    "tracing",
    "records",
    "stockpiles",
    "transfers",
    "destruction",
    "marking",
    "legislation",
    "training",
    "ddr",
    "awareness",
    "other",
)
"""Themes of help asked for or offered; the first five are named in paragraph 23, in this order."""


def _yes(key: str) -> Term:
    return Term(key, Op.IS, ("yes",))


def _total(key: str, *rows: str) -> Amount:
    """Rows added over both years: as given for both, else the years as far as they are given."""
    return (
        tuple((key, f"{row}.both") for row in rows),
        tuple((key, f"{row}.{year}") for row in rows for year in ("first", "second")),
    )


def _sum_of_rows(key: str, *rows: str) -> Amount:
    """The total over both years; when no total is given, its rows as far as they are given."""
    return (*_total(key, "total"), *_total(key, *rows))


DESTROYED = _sum_of_rows("stk.destroyed.number", "collected", "state_held", "source_not_known")
COLLECTED = _sum_of_rows("col.counts", "seized", "found", "surrendered")
RECORDED_OR_DESTROYED = _total("col.actions", "recorded_or_destroyed")
RECORDED, DESTROYED_AFTER = _total("col.actions", "recorded"), _total("col.actions", "destroyed")
NUMBER_OF_DESTROYED = Term("stk.destroyed.number", Op.GIVEN)
NUMBERS_OF_COLLECTED = Term("col.counts", Op.GIVEN)


def _share(code: str, *terms: Term) -> tuple[Reading, ...]:
    """Out of all reports of the cycle; beside it, out of those that answered."""
    return (
        Reading(f"{code}_of_reports", terms=terms),
        Reading(f"{code}_of_answers", terms=terms, base=Base.ANSWERED),
    )


def _since(*terms: Term) -> tuple[Reading, ...]:
    """Distinct States in any report since 2018; beside it, those of this cycle alone."""
    return (
        Reading("since_2018", terms=terms, since=SINCE, base=Base.NONE),
        Reading("of_this_cycle", terms=terms, base=Base.REPORTS),
    )


def _records(kind: str, *codes: str, measure: Measure = Measure.RECORDS) -> tuple[Reading, ...]:
    """Records since the fund began, to the year after the cycle (in which the report is written)."""
    return (
        Reading(
            "since_2013",
            measure,
            base=Base.NONE,
            record=kind,
            record_codes=codes,
            since=FUND_SINCE,
            until=1,
        ),
    )


def _of_the_year(kind: str, *codes: str, until: int = 0) -> tuple[Reading, ...]:
    return (
        Reading("of_the_year", Measure.RECORDS, base=Base.NONE, record=kind, record_codes=codes, until=until),
    )


def _themes(group: str, key: str, asked: str) -> Iterator[Statistic]:
    for theme in THEMES:
        terms = (Term(key, Op.HAS, (theme,)),)
        yield Statistic(
            f"{group}-{theme}",
            group,
            23,
            (
                Reading("theme_of_reports", terms=terms),
                Reading("theme_of_those", terms=terms, base=Base.OF, base_terms=(_yes(asked),)),
            ),
        )


_ALL = (
    Statistic(
        "reports-received",
        "reports",
        17,
        (
            Reading("reports_of_members", base=Base.MEMBERS),
            Reading("reports_counted", base=Base.NONE),
        ),
        traps=("trap_bases_differ",),
    ),
    Statistic(
        "coordination-bodies",
        "coordination",
        18,
        _since(_yes("nca.exists")),
        traps=("trap_not_a_share", "trap_developing_not_yes"),
    ),
    Statistic(
        "contacts-updated",
        "coordination",
        18,
        (
            Reading(
                "contact_updates",
                Measure.RECORDS,
                base=Base.NONE,
                record="contact_update",
                since=SINCE,
                until=1,
            ),
            Reading("of_this_cycle", terms=(_yes("npc.exists"),)),
        ),
        unit="contacts",
        traps=("trap_not_a_share", "trap_contacts_exceed_reports"),
    ),
    Statistic(
        "action-plans",
        "coordination",
        18,
        _since(_yes("nap.exists")),
        traps=("trap_not_a_share", "trap_developing_not_yes"),
    ),
    Statistic(
        "diversion-stocks-no-answer",
        "diversion",
        19,
        (Reading("blank_of_reports", terms=(Term("stk.diversion", Op.BLANK),), base=Base.ASKED),),
        traps=("trap_blank_not_zero",),
    ),
    Statistic(
        "diversion-transfers-no-answer",
        "diversion",
        19,
        (Reading("blank_of_reports", terms=(Term("tra.diversion", Op.BLANK),), base=Base.ASKED),),
        traps=("trap_blank_not_zero",),
    ),
    Statistic(
        "destruction-said",
        "destruction",
        19,
        _share("yes", _yes("stk.destroyed")),
        traps=("trap_blank_not_zero",),
    ),
    Statistic(
        "destruction-number",
        "destruction",
        19,
        (
            Reading(
                "number_of_those",
                terms=(_yes("stk.destroyed"), NUMBER_OF_DESTROYED),
                base=Base.OF,
                base_terms=(_yes("stk.destroyed"),),
            ),
            Reading("number_of_reports", terms=(NUMBER_OF_DESTROYED,)),
        ),
    ),
    Statistic(
        "destruction-sum",
        "destruction",
        19,
        (
            Reading(
                "sum_of_those",
                Measure.SUM,
                terms=(_yes("stk.destroyed"),),
                base=Base.OF,
                base_terms=(_yes("stk.destroyed"),),
                amount=DESTROYED,
            ),
            Reading("sum_of_reports", Measure.SUM, amount=DESTROYED),
        ),
        unit="arms",
        traps=("trap_destroyed_may_exceed_collected", "trap_blank_not_zero"),
    ),
    Statistic(
        "collection",
        "collection",
        20,
        (
            Reading("numbers_of_reports", terms=(NUMBERS_OF_COLLECTED,)),
            Reading("yes_of_reports", terms=(_yes("col.any"),)),
        ),
        traps=("trap_blank_not_zero",),
    ),
    Statistic(
        "collection-sum",
        "collection",
        20,
        (Reading("sum_of_reports", Measure.SUM, amount=COLLECTED),),
        unit="arms",
        traps=("trap_destroyed_may_exceed_collected",),
    ),
    Statistic(
        "recorded-or-destroyed",
        "collection",
        20,
        (
            Reading(
                "union_of_collected",
                Measure.SHARE_OF_SUMS,
                amount=RECORDED_OR_DESTROYED,
                within=COLLECTED,
                parts=(RECORDED, DESTROYED_AFTER),
            ),
        ),
        unit="arms",
        traps=("trap_union_not_sum",),
    ),
    Statistic(
        "sdg-data",
        "collection",
        20,
        (
            Reading("origin_of_reports", terms=(Term("col.origin", Op.GIVEN),)),
            Reading("origin_and_counts", terms=(Term("col.origin", Op.GIVEN), NUMBERS_OF_COLLECTED)),
            Reading(
                "origin_of_collectors",
                terms=(Term("col.origin", Op.GIVEN),),
                base=Base.OF,
                base_terms=(NUMBERS_OF_COLLECTED,),
            ),
        ),
    ),
    Statistic("state-stock-marked", "marking", 21, _share("yes", _yes("mrk.state"))),
    Statistic("tracing-procedures", "tracing", 21, _share("yes", _yes("trc.procedures"))),
    Statistic("new-technology-yes", "technology", 22, _share("yes", _yes("mfg.new_tech"))),
    Statistic(
        "new-technology-no",
        "technology",
        22,
        _share("no", Term("mfg.new_tech", Op.IS, ("no",))),
        traps=("trap_blank_not_no",),
    ),
    Statistic(
        "new-technology-blank",
        "technology",
        22,
        (Reading("blank_of_reports", terms=(Term("mfg.new_tech", Op.BLANK),)),),
        traps=("trap_blank_not_no",),
    ),
    Statistic("help-needed", "help", 23, _share("yes", _yes("ast.need")), traps=("trap_bases_differ",)),
    Statistic("help-offered", "help", 23, _share("yes", _yes("ast.offer")), traps=("trap_bases_differ",)),
    *_themes("need", "ast.need_themes", "ast.need"),
    *_themes("offer", "ast.offer_themes", "ast.offer"),
    Statistic(
        "gender-considered",
        "gender",
        24,
        _share("yes", _yes("gender.considered")),
        traps=("trap_bases_differ", "trap_first_asked_2018"),
    ),
    Statistic(
        "sex-disaggregated-data",
        "gender",
        24,
        _share("yes", _yes("gender.sex_data")),
        traps=("trap_bases_differ", "trap_first_asked_2018"),
    ),
    Statistic("fund-donors", "fund", 61, _records("fund_donor"), unit="donors"),
    Statistic("fund-projects", "fund", 61, _records("fund_project"), unit="projects"),
    Statistic(
        "fund-amount",
        "fund",
        61,
        _records("fund_project", measure=Measure.RECORD_SUM),
        unit="usd",
        traps=("trap_funded_not_received",),
    ),
    Statistic("fund-beneficiaries", "fund", 61, _records("fund_beneficiary")),
    Statistic("fund-applications", "fund", 62, _of_the_year("fund_application"), unit="applications"),
    Statistic(
        "fund-applications-funded",
        "fund",
        62,
        _of_the_year("fund_application", "funded"),
        unit="applications",
    ),
    Statistic("fund-projects-running", "fund", 62, _of_the_year("fund_running_project"), unit="projects"),
    Statistic(
        "fund-projects-sdg-data",
        "fund",
        62,
        _of_the_year("fund_running_project", "sdg_data"),
        unit="projects",
    ),
)

STATISTICS: Mapping[str, Statistic] = {statistic.code: statistic for statistic in _ALL}
"""Every statistic by its code, in the order of the paragraphs."""

NEED, OFFER = "need", "offer"
"""Groups of statistics by theme, the two sides of the gap."""


def theme_of(statistic: Statistic) -> str:
    """The theme a statistic of the groups need and offer is about."""
    return statistic.code.partition("-")[2]
