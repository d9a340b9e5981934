"""Three real nodes, each its own process and database: the whole ladder over HTTP, and to the third by courier file."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.tracing.nodes import Node, introduce

pytestmark = [pytest.mark.xdist_group("two nodes"), pytest.mark.slow]

SEIZED = """Serial number,Make,Model,Calibre,Type,Date seized,How obtained,Place,Import mark
KO12345,Zastava,M70,7.62x39,Assault rifle,2026-03-02,Seized in criminal case,Belhava,FARTRADE XN 2003
"""
OWNED = """Serial number,Make,Model,Calibre,Type
KO12345,Zastava,M70,7.62x39,Assault rifle
ZZ99999,Glock,17,9x19,Pistol
"""


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Node, Node, Node]]:
    """Farland, Norland on a line, Sudland without one."""
    homes = {state: tmp_path_factory.mktemp(state) / "home" for state in ("XF", "XN", "XS")}
    with ThreadPoolExecutor() as pool:
        made = list(pool.map(lambda state: Node(state, homes[state]).start(), homes))
    farland, norland, sudland = made
    introduce(farland, norland)
    introduce(farland, sudland, by_line=False)
    take_in(farland, "seizures", SEIZED)
    take_in(norland, "register", OWNED)
    take_in(sudland, "register", OWNED)
    yield farland, norland, sudland
    for node in made:
        node.stop()


def take_in(node: Node, kind: str, text: str) -> None:
    path: Path = node.home.parent / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    node.run("import", path, "--kind", kind, codes=(0, 1))


def case_of(node: Node, reference: str) -> Any:
    return node.json("trace", "show", reference)


def only_case(node: Node) -> str:
    return str(node.json("trace", "list")["cases"][0]["reference"])


def carry(sender: Node, receiver: Node) -> None:
    """A courier file from one node to the other."""
    bag = sender.home.parent / f"bag-{len(list(sender.home.parent.glob('bag-*')))}"
    sender.run("courier", "out", "--to", receiver.state, bag, codes=(0, 1))
    receiver.run("courier", "in", bag, codes=(0, 1))


def test_the_whole_ladder_to_a_traced_weapon(nodes: tuple[Node, Node, Node]) -> None:
    farland, norland, sudland = nodes
    record_no = farland.json("find", "KO12345")["elsewhere"][0]["record_no"]
    case = farland.json("trace", "open", record_no)["reference"]
    asked_of_norland(farland, norland, case)
    child = farland.json("trace", "onward", case, "--to", "XS")["reference"]
    asked_of_sudland(nodes, case, child)
    reason = ("--reason", "Reported stolen in Sudland.", "--on", "2019-05-04")
    farland.run("trace", "diversion", child, "--how", "theft", "--state", "XS", *reason)
    farland.run("trace", "outcome", child)
    farland.run("trace", "close", child, "--reason", "Traced.")
    carry(farland, sudland)
    whole = case_of(farland, case)
    assert (whole["stage"], whole["outcome_16_4_2"]) == ("diversion_set", "traced_abroad")
    figure = json.loads(farland.run("figure", "sdg-16.4.2", "--year", "2026", "--format", "json"))
    assert "traced_abroad" in str(figure)
    told = case_of(sudland, only_case(sudland))
    assert told["stage"] == "closed"
    assert [one["content"]["outcome_16_4_2"] for one in told["information"] if one["name"] == "outcome"]
    for node in nodes:
        node.run("verify", codes=(0, 1))


def asked_of_norland(farland: Node, norland: Node, case: str) -> None:
    """Request, acknowledgement, more information, answer: over HTTP."""
    draft = farland.json("trace", "draft", case, "--to", "XN", codes=(0, 1))
    assert draft["route"] == {"state": "XN", "basis": "latest_import", "others": ["RS"]}
    farland.run("trace", "send", case)
    farland.run("exchange", "once", codes=(0, 1))
    theirs = only_case(norland)
    assert case_of(norland, theirs)["thread"] == case
    norland.run("trace", "ask-more", theirs, "photographs", "--text", "The left side, please.")
    norland.run("exchange", "once", codes=(0, 1))
    assert case_of(farland, case)["stage"] == "more_asked"
    farland.run("trace", "more", case, "--text", "There is none; the marks are as described.")
    farland.run("exchange", "once", codes=(0, 1))
    assert case_of(norland, theirs)["stage"] == "receipt_sent"
    words = ("--next-state", "XS", "--text", "Exported to Sudland in 2005.", "--onward", "consent")
    norland.run("trace", "reply", theirs, "--kind", "full", *words)
    norland.run("exchange", "once", codes=(0, 1))
    answered = case_of(farland, case)
    assert answered["stage"] == "answered"
    assert {one["name"] for one in answered["information"]} >= {"weapon", "chain", "next_state", "text"}


def asked_of_sudland(nodes: tuple[Node, Node, Node], case: str, child: str) -> None:
    """The onward request goes by courier, and takes along what Norland consented to and nothing else."""
    farland, norland, sudland = nodes
    farland.run("trace", "state", child, "--pass-on", "text")
    assert "XN must first consent" in farland.refusal("trace", "send", child)
    consent = farland.json("trace", "ask-consent", case, "--to", "XS", "text")["consent_id"]
    farland.run("exchange", "once", codes=(0, 1))
    norland.run("trace", "consent", only_case(norland), consent)
    norland.run("exchange", "once", codes=(0, 1))
    farland.run("trace", "send", child)
    carry(farland, sudland)
    theirs = only_case(sudland)
    assert "Exported to Sudland" in str(case_of(sudland, theirs)["information"])
    sudland.run("trace", "reply", theirs, "--kind", "full", "--text", "Stolen from a dealer in 2019.")
    carry(sudland, farland)
    assert case_of(farland, child)["stage"] == "answered"
