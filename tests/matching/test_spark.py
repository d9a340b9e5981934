"""A Spark cluster gives the answers of one machine, to the byte; where Java and the extra ``spark`` are installed."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.matching.test_resuming import SOURCE, match, write_lists

from tracemark.findings import Refused
from tracemark.matching.jobs import spark
from tracemark.matching.jobs.spark import on_spark

HAS_SPARK = spark.SparkSession is not None and shutil.which("java") is not None
needs_spark = pytest.mark.skipif(not HAS_SPARK, reason="[needs-spark] Java and the extra spark are large")
CLUSTER = "local-cluster[2,1,1024]"


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A cluster of two workers with a core each, in processes of their own."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    places = os.pathsep.join([str(SOURCE), *sys.path])
    found = (
        spark.SparkSession.builder.master(CLUSTER)
        .config("spark.executorEnv.PYTHONPATH", places)
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    yield found
    found.stop()


@needs_spark
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("parts", [1, 3])
def test_a_cluster_gives_the_bytes_of_one_machine(session: Any, parts: int, tmp_path: Path) -> None:
    write_lists(tmp_path)
    local = match(tmp_path, "local.csv")
    clustered = match(tmp_path, "spark.csv", on_spark(parts, session))
    assert (tmp_path / "spark.csv").read_bytes() == (tmp_path / "local.csv").read_bytes()
    assert clustered.kept_aside == local.kept_aside


def test_without_spark_the_refusal_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "SparkSession", None)
    write_lists(tmp_path)
    with pytest.raises(Refused) as refused:
        match(tmp_path, engine=on_spark(1))
    assert refused.value.findings[0].code == "spark_not_installed"
