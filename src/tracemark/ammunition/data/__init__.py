"""What we ship of ammunition: rule sets, compatibility groups, blast and emergency values, each with its source."""

import csv
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tracemark.ammunition.rules.blast import Consequence, Segment, blast_segments
from tracemark.ammunition.rules.compatibility import MixTable, mix_table
from tracemark.ammunition.rules.rulesets import RuleSet, read_rule_set
from tracemark.findings import Finding, Refused, Severity

DEFAULT = "iatg-02.20-2021"
RULE_SETS = (DEFAULT, "aastp-1-2006", "desr-6055-k")


@lru_cache(maxsize=8)
def rule_set(code: str = DEFAULT) -> RuleSet:
    """A shipped rule set, read once."""
    values = _json(code)
    base = values.get("base")
    return read_rule_set(values, _json(base) if base else None)


def rule_sets() -> Mapping[str, RuleSet]:
    """All shipped rule sets by code, ours first."""
    return MappingProxyType({code: rule_set(code) for code in RULE_SETS})


def rule_set_from(path: Path) -> RuleSet:
    """A national rule set from a file of the same shape. Raises Refused with ``rule_set_not_read``."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        base = values.get("base", DEFAULT)
        return read_rule_set(values, _json(base) if base in RULE_SETS else None)
    except (OSError, ValueError, AttributeError) as error:
        params = {"place": path.name, "problem": str(error)[:120]}
        raise Refused(Finding("rule_set_not_read", params, Severity.REFUSAL)) from error


@lru_cache(maxsize=16)
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Rows of a shipped CSV file; lines that begin with ``#`` are notes to the reader."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(MappingProxyType(row) for row in csv.DictReader(lines))


EDITIONS = {"storage": "AASTP-1 (2006) Part I, Table 6", "transport": "UN Model Regulations; 49 CFR 177.848"}


@lru_cache(maxsize=2)
def mixing(purpose: str = "storage") -> MixTable:
    """The table of compatibility groups for ``storage`` or ``transport``."""
    return mix_table(purpose, EDITIONS[purpose], rows(f"groups_{purpose}.csv"))


@lru_cache(maxsize=1)
def blast() -> tuple[Segment, ...]:
    """The blast parameters by range of scaled distance."""
    return blast_segments(rows("blast.csv"))


@lru_cache(maxsize=1)
def consequence_levels() -> tuple[Consequence, ...]:
    """The published levels of damage and injury."""
    return tuple(
        Consequence(row["code"], float(row["kpa_from"]), row["source"]) for row in rows("consequences.csv")
    )


@lru_cache(maxsize=8)
def _json(code: str) -> Mapping[str, Any]:
    values: Mapping[str, Any] = json.loads(
        files(__name__).joinpath(f"{code}.json").read_text(encoding="utf-8")
    )
    return values
