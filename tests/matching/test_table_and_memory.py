"""The register's own table and the same records in memory give one answer, whatever was recorded or voided."""

import random
from dataclasses import replace

import pytest
from tests.matching.weapons import AT, CONSOLE, Entry, a_list, described

from tracemark.matching.queries.lookup import TableSearch, current_weigher
from tracemark.matching.queries.records import OWNED, iter_rows
from tracemark.matching.queries.statistics import current_statistics
from tracemark.matching.rules.description import Spelling
from tracemark.matching.rules.memory import MemorySearch
from tracemark.matching.rules.posterior import Answer
from tracemark.register.actions.batches import accept_void_batch, ask_void_batch, close_batch
from tracemark.register.models import Batch
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db
MAKES = (("izhmekh", "PM"), ("zastava", "M70"), ("", ""), ("glock", "17"), ("unheard of", "X1"))
SIGNS = "0123456789ABKSZ?"


def entries(chance: random.Random, count: int) -> list[Entry]:
    """Numbers close together, of several makers."""
    return [
        (f"{chance.choice(('AB', 'K', ''))}{chance.randrange(1000, 1400):04d}", *chance.choice(MAKES))
        for _ in range(count)
    ]


def told(answer: Answer[object]) -> tuple[object, ...]:
    """All that an answer says of how likely what is, in an order of its own where two are alike."""
    likely = sorted(
        (-each.probability, str(each.id), sorted(map(str, each.also))) for each in answer.candidates
    )
    return likely, answer.none_probability, answer.others_that_fit


def assert_equal_answers(chance: random.Random, asked: int = 25) -> None:
    """Ask both the same questions."""
    statistics = current_statistics()
    memory = MemorySearch([row.record for _, row in iter_rows(CONSOLE, OWNED)], statistics)
    for serial, make, model in entries(chance, asked):
        text = "".join(chance.choice(SIGNS) if chance.random() < 0.12 else sign for sign in serial)
        query = described(chance.choice((text, text[:3] + "*", text[1:])), make, model)
        if chance.random() < 0.3:
            second = Spelling(chance.choice(entries(chance, 1))[0], is_part=True)
            query = replace(query, spellings=(*query.spellings, second))
        table = TableSearch(CONSOLE, OWNED, current_weigher()).answer(query)
        assert told(table) == told(memory.answer(query)), query


def void(batch: Batch) -> None:
    close_batch(batch, result={})
    ask_void_batch(batch, reason="wrong file", by=CONSOLE)
    accept_void_batch(batch, by=CONSOLE, at=AT)


@pytest.mark.parametrize("seed", range(6))
def test_table_and_memory_answer_alike_after_lists_come_in_and_are_voided(seed: int) -> None:
    chance = random.Random(seed)
    a_list(ListKind.REGISTER, *entries(chance, 60))
    assert_equal_answers(chance)
    a_list(ListKind.INVENTORY, *entries(chance, 40), authority="army")
    assert_equal_answers(chance)
    void(Batch.objects.get(kind=ListKind.INVENTORY.value))
    assert_equal_answers(chance)
