"""Every code of figures and transfers has its words, and the words keep their places for parameters."""

from tracemark.figures.rules import SDG_16_4_2, Basis, Exclusion, Obtained, Outcome
from tracemark.figures.rules.compare import COMPARED, RowDifference
from tracemark.figures.rules.sdg_16_4_2 import INCLUDE_RECEIPTS
from tracemark.transfers.queries import STAGES
from tracemark.transfers.rules import PermitEventKind
from tracemark.transfers.tables import TOLD_FACTS
from tracemark.ui.words.figures import WORDS
from tracemark.ui.words.transfers import WORDS as TRANSFER_WORDS


def test_every_code_of_a_figure_has_words() -> None:
    groups = {
        "basis": Basis,
        "obtained": [*Obtained, "total", ""],
        "outcome": Outcome,
        "excluded": Exclusion,
        "figure_field": COMPARED,
        "part": ["numerator", "denominator", "left_out"],
        "figure": [SDG_16_4_2.name, f"short_{SDG_16_4_2.name}"],
    }
    codes = {f"{group}_{code}" for group, members in groups.items() for code in members}
    assert codes | set(RowDifference) <= set(WORDS)


def test_every_sentence_of_the_method_has_words() -> None:
    rules = (
        SDG_16_4_2.period,
        SDG_16_4_2.rounding,
        SDG_16_4_2.blanks,
        SDG_16_4_2.empty_base,
        INCLUDE_RECEIPTS,
    )
    assert {f"method_{rule}" for rule in rules} <= set(WORDS)


def test_every_code_of_a_permit_has_words() -> None:
    codes = {f"permit_event_{kind}" for kind in PermitEventKind}
    codes |= {f"permit_stage_{stage}" for stage in (*STAGES, "voided")}
    codes |= {f"permit_fact_{name}" for name in TOLD_FACTS}
    assert codes <= set(TRANSFER_WORDS)
