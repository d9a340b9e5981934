"""The search box: whatever a person has of a weapon, to ranked candidates or "probably not in the register"."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Severity
from tracemark.marks.rules import read_cell
from tracemark.marks.rules.mark import Mark
from tracemark.matching.queries.lookup import TableSearch, current_weigher
from tracemark.matching.queries.records import ELSEWHERE, OWNED, calibre_grouper
from tracemark.matching.rules.description import Description, describe
from tracemark.matching.rules.explain import answer_findings
from tracemark.matching.rules.posterior import Answer
from tracemark.reference.queries import get_tables
from tracemark.reference.rules import find_calibre, find_country, find_maker, find_weapon_type, model_key
from tracemark.reference.rules.tables import Tables
from tracemark.register.queries.facts import WeaponFacts, facts_by_ids
from tracemark.register.queries.weapons import visible_weapons
from tracemark.register.rules.record_no import parse_record_no
from tracemark.register.rules.rows import Facts

LIKELY = 0.2


@dataclass(frozen=True, slots=True)
class Question:
    """What the person has, as typed; all may be empty but not everything."""

    text: str = ""
    make: str = ""
    model: str = ""
    calibre: str = ""
    type: str = ""
    country: str = ""
    year: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to search by."""
        return not any((self.text.strip(), self.make, self.model, self.calibre, self.type))


@dataclass(frozen=True, slots=True)
class Found:
    """The answer with the facts of its candidates.

    ``answer`` is about inventories and registers, where weapons are at home; ``elsewhere`` names seizures, losses,
    destruction and receipts that may be this weapon. ``record`` is set when the text was a record number of ours.
    """

    question: Question
    tables: Tables
    answer: Answer[UUID]
    elsewhere: Answer[UUID]
    marks: tuple[Mark, ...] = ()
    findings: tuple[Finding, ...] = ()
    weapons: Mapping[UUID, WeaponFacts] = field(default_factory=dict)
    record: WeaponFacts | None = None


def find(viewer: Viewer, question: Question, *, is_deep: bool = False) -> Found:
    """Rank the weapons that ``question`` may mean, among those the viewer may search.

    A row of a list of losses or seizures does not take the place of the weapon's own record: it is told beside it.

    ``is_deep`` also tries readings with any two characters wrong. The caller logs the access.
    """
    viewer.require("weapon.search")
    tables = get_tables()
    facts, findings = interpret(question, tables)
    group = calibre_grouper(tables)
    query = describe(facts, group)
    record = _record_named(viewer, question.text)
    if record is not None:
        none: Answer[UUID] = Answer((), 0.0, 0, query)
        return Found(question, tables, none, none, facts.marks, (), {record.weapon_id: record}, record)
    weigher = current_weigher()
    register = TableSearch(viewer, OWNED, weigher, is_deep=is_deep)
    answer = register.answer(query)
    elsewhere = _likely(TableSearch(viewer, ELSEWHERE, weigher, levels=1).answer(query))
    findings += answer_findings(answer) + _limits(query, register)
    weapons = facts_by_ids(viewer, _ids(answer) + _ids(elsewhere))
    return Found(question, tables, answer, elsewhere, facts.marks, findings, weapons)


def _ids(answer: Answer[UUID]) -> list[UUID]:
    """All records that an answer names."""
    return [each for candidate in answer.candidates for each in (candidate.id, *candidate.also)]


def _likely(answer: Answer[UUID]) -> Answer[UUID]:
    """Rows of other lists are worth showing when they may well be this weapon."""
    likely = tuple(each for each in answer.candidates if each.probability > LIKELY)
    return replace(answer, candidates=likely if answer.query.spellings else ())


def interpret(question: Question, tables: Tables) -> tuple[Facts, tuple[Finding, ...]]:
    """Read what was typed; a maker or calibre that the tables do not know is said, and searched as typed."""
    reading = read_cell(question.text)
    maker = find_maker(tables, question.make, question.model)
    calibre = find_calibre(tables, question.calibre)
    kind = find_weapon_type(tables, question.type)
    country = find_country(tables, question.country)
    facts = Facts(
        type_text=question.type,
        type_code=kind.code,
        make_text="" if maker.how == "absent" else question.make,
        make_code=maker.code,
        model_text=question.model,
        model_key=model_key(maker.code, question.model, tables),
        calibre_text=question.calibre,
        calibre_code=calibre.code,
        country_code=country.code,
        year=question.year,
        marks=reading.marks,
    )
    unknown = [
        Finding("search_value_unknown", {"field": name, "text": hit.typed}, Severity.WARNING)
        for name, hit in (("make", maker), ("calibre", calibre), ("type", kind), ("country", country))
        if hit.typed.strip() and hit.how == "unknown"
    ]
    return facts, (*reading.findings, *unknown)


def _record_named(viewer: Viewer, text: str) -> WeaponFacts | None:
    """The weapon whose record number was typed, if it was one."""
    record_no = parse_record_no(text)
    if record_no is None:
        return None
    weapon_id = (
        visible_weapons(viewer, "weapon.search")
        .filter(record_no=record_no)
        .values_list("id", flat=True)
        .first()
    )
    return facts_by_ids(viewer, [weapon_id]).get(weapon_id) if weapon_id else None


def _limits(query: Description, register: TableSearch) -> tuple[Finding, ...]:
    """What the search could not do."""
    findings = []
    if query.spellings and not any(any(map(str.isalnum, spelling.text)) for spelling in query.spellings):
        findings.append(Finding("reading_too_open", {}, Severity.WARNING))
    if register.is_capped:
        findings.append(Finding("more_fit_than_weighed", {}, Severity.WARNING))
    return tuple(findings)
