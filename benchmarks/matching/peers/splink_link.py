"""Splink on DuckDB: wide blocking, m learnt from labelled readings (as ours may), u from random pairs. Both cores."""

import time
from collections.abc import Sequence
from typing import Any

import pyarrow
from benchmarks.matching.peers.bulk import BEST, FOLD, Linked, gathered, readings_table, register_table
from benchmarks.matching.world import Query
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_library as compare

from tracemark.matching.rules.shelf import Columns

RANDOM_PAIRS = 10_000_000
SEED = 1
NEVER_SEEN = 1e-4
"""Chance of a level that no labelled pair showed (a country or year is never wrong in these readings)."""
READINGS, RECORDED = "readings", "recorded"
BLOCKS = (
    ("folded",),
    ("substr(folded, 1, 6)",),
    ("right(folded, 6)",),
    ("substr(folded, 1, 4)", "make"),
    ("right(folded, 4)", "make"),
    ("substr(folded, 3, 4)", "make"),
    ("substr(folded, 2, 5)",),
)
TOP = f"""
    SELECT reading, recorded, score FROM (
        SELECT CASE WHEN source_dataset_l = '{READINGS}' THEN row_l ELSE row_r END AS reading,
               CASE WHEN source_dataset_l = '{READINGS}' THEN row_r ELSE row_l END AS recorded,
               match_probability AS score
        FROM {{pairs}})
    QUALIFY row_number() OVER (PARTITION BY reading ORDER BY score DESC) <= {BEST} ORDER BY reading, score DESC
"""


class SplinkLink:
    """The Fellegi-Sunter model with frequencies of makes and models."""

    name, probable = "Splink 5, seven blocking rules", True

    def link(self, register: Columns, train: Sequence[Query], queries: Sequence[Query]) -> Linked:
        """Learn on the training readings, then predict."""
        given = register_table(register)
        started = time.perf_counter()
        model = _learn(given, train)
        learnt = time.perf_counter()
        api = DuckDBAPI()
        linker = Linker(
            [_registered(api, given, RECORDED), _registered(api, readings_table(queries), READINGS)], model
        )
        pairs = linker.inference.predict()
        found = api.duckdb_con.execute(TOP.format(pairs=pairs.physical_name)).fetchall()
        spent = time.perf_counter() - learnt
        return Linked(*gathered(found, len(queries)), learnt - started, spent)


def _learn(given: pyarrow.Table, train: Sequence[Query]) -> dict[str, Any]:
    """The model's parameters: chances of agreement among random pairs, and among readings and their true rows."""
    api = DuckDBAPI()
    known = [query for query in train if query.row >= 0]
    labelled = readings_table(known).append_column("weapon", pyarrow.array([query.row for query in known]))
    recorded = given.append_column("weapon", given["row"])
    linker = Linker(
        [_registered(api, recorded, RECORDED), _registered(api, labelled, READINGS)], _settings(len(given))
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
    linker.training.estimate_m_from_label_column("weapon")
    model: dict[str, Any] = linker.misc.save_model_to_json()
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                level.setdefault("m_probability", NEVER_SEEN)
    return model


def _registered(api: DuckDBAPI, table: pyarrow.Table, name: str) -> Any:
    """A table with the folded number, known to Splink by ``name``."""
    api.duckdb_con.register(f"{name}_given", table)
    fold = FOLD.format(column="serial")
    api.duckdb_con.execute(f"CREATE TABLE {name} AS SELECT *, {fold} AS folded FROM {name}_given")
    return api.register(name, dataset_display_name=name)


def _settings(size: int) -> SettingsCreator:
    serial = {
        "output_column_name": "serial",
        "comparison_levels": [
            {"sql_condition": "serial_l IS NULL OR serial_r IS NULL", "is_null_level": True},
            _level("serial_l = serial_r"),
            _level("folded_l = folded_r"),
            _level("damerau_levenshtein(folded_l, folded_r) <= 1"),
            _level("damerau_levenshtein(folded_l, folded_r) <= 2"),
            _level("damerau_levenshtein(folded_l, folded_r) <= 3"),
            _level("ELSE"),
        ],
    }
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row",
        comparisons=[
            serial,
            compare.JaroWinklerAtThresholds("make", [0.9, 0.75]).configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("model", [0.85]).configure(term_frequency_adjustments=True),
            compare.ExactMatch("calibre"),
            compare.ExactMatch("country"),
            compare.ExactMatch("year"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*each) for each in BLOCKS],
        probability_two_random_records_match=1 / size,
        retain_matching_columns=False,
    )


def _level(condition: str) -> dict[str, str]:
    return {"sql_condition": condition, "label_for_charts": condition}
