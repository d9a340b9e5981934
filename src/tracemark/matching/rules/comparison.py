"""An old and a new model on the same judgements that neither learnt from."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracemark.findings import Finding, Severity
from tracemark.matching.rules.description import Record
from tracemark.matching.rules.engine import CALIBRATION
from tracemark.matching.rules.model import Model
from tracemark.matching.rules.posterior import rank
from tracemark.matching.rules.rows import SPARE
from tracemark.matching.rules.statistics import Statistics
from tracemark.matching.rules.training import Judged, JudgedPair
from tracemark.matching.rules.watching import Honesty, Stated, honesty
from tracemark.matching.rules.weighing import Weigher

FEWEST = 20
"""Fewer held-back judgements than this cannot tell two models apart."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How both models did on the same ``new.count`` pairs."""

    old_name: str
    new_name: str
    old: Honesty
    new: Honesty

    @property
    def is_worse(self) -> bool:
        """Whether the new model is surprised more, or is further off, than the old."""
        return (self.new.log_loss or 0.0) > (self.old.log_loss or 0.0) or (self.new.brier or 0.0) > (
            self.old.brier or 0.0
        )


def compare_models(
    old: Model, new: Model, held_back: Sequence[JudgedPair], statistics: Statistics
) -> Comparison:
    """State with each model the probability that each pair is one weapon, and compare that with the verdicts."""
    return Comparison(
        old.name,
        new.name,
        honesty(state_all(old, held_back, statistics)),
        honesty(state_all(new, held_back, statistics)),
    )


def state_all(model: Model, pairs: Sequence[JudgedPair], statistics: Statistics) -> list[Stated]:
    """What a model states of each pair, weighed against every other weapon of the register being none of them."""
    weigher = Weigher(statistics, model, CALIBRATION, statistics.values, SPARE)
    return [
        Stated(
            rank(pair.read, [Record(pair.id, pair.recorded)], weigher).candidates[0].probability,
            pair.verdict is Judged.SAME,
        )
        for pair in pairs
    ]


def check_proposal(judgements: int, is_worse: bool) -> list[Finding]:
    """Why a model that was compared on so many judgements may not be put in use."""
    if judgements < FEWEST:
        return [Finding("too_few_judgements", {"count": judgements, "needed": FEWEST}, Severity.REFUSAL)]
    return [Finding("model_is_worse", {}, Severity.REFUSAL)] if is_worse else []
