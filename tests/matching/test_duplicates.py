"""Weapons that stand in a register twice are proposed, each pair once, and nothing is joined."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.matching.test_files import silent
from tests.matching.weapons import AT, CONSOLE, a_list, a_thousand

from tracemark.matching.jobs.duplicates import in_files
from tracemark.matching.jobs.duplicates.in_files import FoundTwins, find_in_file
from tracemark.matching.jobs.duplicates.in_register import find_in_register
from tracemark.matching.models import Judgement, Proposal
from tracemark.matching.queries.proposals import ProposalFilters, list_proposals
from tracemark.register.models import Event
from tracemark.register.rules.rows import ListKind

HEAD = "id,serial,make,model,calibre,country,year\n"
ENTRIES = [
    (weapon.description.spellings[0].text, weapon.description.make, weapon.description.model)
    for weapon in a_thousand()[:400]
]


def in_file(folder: Path, twins: str, rows_a_lot: int = 5000) -> list[list[str]]:
    """Pairs of a register of numbers far apart, with these rows after it."""
    rows = [
        f"r{at},{100_003 * at % 9_999_991:07d},Zastava,M70,7.62x39,RS,{1960 + at % 50}" for at in range(900)
    ]
    (folder / "register.csv").write_text(HEAD + "\n".join(rows) + "\n" + twins)
    found = find_in_file(
        folder / "register.csv", folder / "out.csv", progress=silent, rows_a_lot=rows_a_lot, least=0.02
    )
    lines = [line.split(",") for line in (folder / "out.csv").read_text().splitlines()[1:]]
    assert found.pairs == len(lines)
    return lines


def row_again(at: int, name: str, serial: str = "") -> str:
    """Another row of a weapon of the file."""
    return f"{name},{serial or f'{100_003 * at % 9_999_991:07d}'},Zastava,M70,7.62x39,RS,{1960 + at % 50}\n"


def test_a_weapon_entered_twice_is_one_pair_with_reasons(tmp_path: Path) -> None:
    lines = in_file(tmp_path, row_again(12, "again"))
    assert [line[:2] for line in lines] == [["r12", "again"]]
    assert float(lines[0][2]) > 0.5 and "serial_same" in lines[0][5]


def test_a_look_alike_is_found_and_a_register_without_twins_has_no_pairs(tmp_path: Path) -> None:
    number = f"{100_003 * 40 % 9_999_991:07d}".replace("0", "O")
    assert "serial_confusable" in in_file(tmp_path, row_again(40, "again", number))[0][5]
    assert in_file(tmp_path, "") == []


def test_three_rows_of_one_weapon_are_three_pairs_whatever_the_lots(tmp_path: Path) -> None:
    twins = row_again(5, "second") + row_again(5, "third")
    whole = in_file(tmp_path, twins)
    assert [line[:2] for line in whole] == [["r5", "second"], ["r5", "third"], ["second", "third"]]
    assert in_file(tmp_path, twins, rows_a_lot=170) == whole


def test_looking_for_twins_goes_on_where_it_was_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = in_file(tmp_path, row_again(5, "second"), rows_a_lot=170)
    done: list[Any] = []

    def stopping(work: Callable[[Any], Any], tasks: list[Any]) -> Iterator[Any]:
        for task in tasks:
            if len(done) == 2:
                done.clear()
                raise KeyboardInterrupt
            done.append(task[0])
            yield work(task)

    monkeypatch.setattr(in_files, "spread", stopping)
    with pytest.raises(KeyboardInterrupt):
        in_file(tmp_path, row_again(5, "second"), rows_a_lot=170)
    monkeypatch.setattr(in_files, "spread", lambda work, tasks: map(work, done.extend(tasks) or tasks))
    assert in_file(tmp_path, row_again(5, "second"), rows_a_lot=170) == whole
    assert [task[0] for task in done] == [2, 3, 4, 5]


def in_node(folder: Path) -> FoundTwins:
    return find_in_register(folder / "work", by=CONSOLE, at=AT, progress=silent, least=0.02)


@pytest.fixture
def twins() -> tuple[list[UUID], list[UUID]]:
    """A register, and an inventory that has two of its weapons."""
    return a_list(ListKind.REGISTER, *ENTRIES), a_list(ListKind.INVENTORY, ENTRIES[7], ENTRIES[21])


@pytest.mark.django_db
def test_the_register_against_itself_proposes_each_pair_once(
    twins: tuple[list[UUID], list[UUID]], tmp_path: Path
) -> None:
    register, inventory = twins
    found = in_node(tmp_path)
    pairs = {frozenset((row.weapon_id, row.other_id)) for row in Proposal.objects.filter(stage="current")}
    assert {frozenset((register[7], inventory[0])), frozenset((register[21], inventory[1]))} <= pairs
    assert found.pairs == len(pairs) == Proposal.objects.count() and found.changed >= 2
    assert not Judgement.objects.exists() and not Event.objects.filter(kind="linked").exists()


@pytest.mark.django_db
def test_pairs_stand_in_the_work_list_with_reasons(
    twins: tuple[list[UUID], list[UUID]], tmp_path: Path
) -> None:
    in_node(tmp_path)
    lines = list_proposals(CONSOLE, ProposalFilters(stage="waiting")).lines
    assert "serial_same" in {line.reasons[0].code for line in lines if line.other}


@pytest.mark.django_db
def test_looking_again_changes_nothing(twins: tuple[list[UUID], list[UUID]], tmp_path: Path) -> None:
    assert in_node(tmp_path).changed >= 2
    assert in_node(tmp_path).changed == 0
