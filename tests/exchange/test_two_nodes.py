"""Two real nodes, each its own process and database, over a faulty line, the receiver killed: both agree at the end."""

import json
import os
import subprocess
import sys

import pytest
from tests.house.source import ROOT


@pytest.mark.slow
@pytest.mark.xdist_group("two nodes")
def test_nothing_is_lost_or_applied_twice_between_two_nodes_over_a_faulty_line() -> None:
    command = [
        sys.executable,
        "benchmarks/exchange_faults.py",
        "--messages",
        "80",
        "--kills",
        "1",
        "--seed",
        "7",
    ]
    environment = {name: text for name, text in os.environ.items() if not name.startswith("TRACEMARK_")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout
    figures = json.loads(done.stdout)
    assert figures["agree"] and figures["killed"] == 1
    assert (figures["applied"], figures["applied_twice"], figures["out_of_order"]) == (80, 0, 0)
    assert figures["dropped"] and figures["duplicated"] and figures["reordered"]
