"""Which compatibility groups may lie together in a storehouse, or travel together (IATG 01.50; AASTP-1 Part I 1.2).

Storage and transport are two tables; a cell is ``X`` (yes), empty (no) or the number of a note that says on what
condition. A condition allows nothing until somebody has said, for that store, that it is met.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tracemark.ammunition.rules.divisions import HazardCode
from tracemark.findings import Finding, Param, Severity

ONLY_COUNTED_OTHERWISE = frozenset({"5", "6", "7", "T1", "T2", "T3"})
"""Notes that permit, and say only how the set counts; the others need a decision for the store."""


@dataclass(frozen=True, slots=True)
class MixTable:
    """One table of groups: ``cells[one][other]``, with its edition."""

    purpose: str
    edition: str
    cells: Mapping[str, Mapping[str, str]]


def mix_table(purpose: str, edition: str, rows: Iterable[Mapping[str, str]]) -> MixTable:
    """The table from rows ``group,A,B,…``."""
    return MixTable(
        purpose, edition, {row["group"]: {k: v for k, v in row.items() if k != "group"} for row in rows}
    )


def check_mix(
    table: MixTable, codes: Sequence[HazardCode], allowances: Collection[str] = ()
) -> tuple[Finding, ...]:
    """What is wrong with these kinds of ammunition together, one code a kind of item.

    ``allowances`` are the notes whose condition the competent authority has accepted for the place. Empty: all may
    be together. Findings: ``mix_forbidden`` and ``mix_needs_decision`` (refusals), ``mix_counts_as`` (warning),
    ``group_not_stated`` (refusal when there is more than one kind).
    """
    groups = Counter(code.group for code in codes)
    if "" in groups and len(codes) > 1:
        return (Finding("group_not_stated", {}, Severity.REFUSAL),)
    pairs = [
        *combinations(sorted(groups), 2),
        *((group, group) for group in sorted(groups) if groups[group] > 1),
    ]
    found = [_pair(table, one, other, frozenset(allowances)) for one, other in pairs]
    return tuple(finding for finding in found if finding is not None)


def may_mix(findings: Iterable[Finding]) -> bool:
    """Whether nothing among the findings forbids."""
    return all(finding.severity is not Severity.REFUSAL for finding in findings)


def check_suspect(kinds: int, has_suspect: bool) -> tuple[Finding, ...]:
    """Suspect ammunition is never stored with any other (AASTP-1 Part I, 1.2.2.1)."""
    return (Finding("suspect_not_alone", {}, Severity.REFUSAL),) if has_suspect and kinds > 1 else ()


def _pair(table: MixTable, one: str, other: str, allowances: frozenset[str]) -> Finding | None:
    cell = table.cells.get(one, {}).get(other, "")
    params: dict[str, Param] = {"one": one, "other": other, "edition": table.edition}
    if cell == "X" or (one == other == ""):
        return None
    # Note 3 (and T1): group L only with the same kind of L, and two codes are two kinds.
    if not cell or cell == "3":
        return Finding("mix_forbidden", params, Severity.REFUSAL)
    noted: dict[str, Param] = {**params, "mix_note": cell}
    if cell in ONLY_COUNTED_OTHERWISE or cell in allowances:
        return Finding("mix_counts_as", noted, Severity.WARNING)
    return Finding("mix_needs_decision", noted, Severity.REFUSAL)
