"""What judgements teach: an officer who knows the truth judges the first proposal of each reading, a model is learnt,
and both models answer other readings.

Run: ``python -m benchmarks.learning_from_judgements [--size 4000] [--readings 800] [--judged 200 1000] [--seeds 5]``.
Nothing is real. In one world the noise is that which the hand-set model was set on: there is nothing to learn in it.
"""

import argparse
import random
from dataclasses import dataclass
from statistics import mean

from benchmarks.synthetic_lists import Noise, a_register, readings, score_readings

from tracemark.matching.rules.comparison import check_proposal, compare_models
from tracemark.matching.rules.description import Description, Record
from tracemark.matching.rules.memory import MemorySearch
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.matching.rules.training import Judged, JudgedPair, learn, split
from tracemark.matching.rules.watching import Honesty, Stated, honesty

WORTH_JUDGING = 0.1
WORN = Noise(
    one_slip=0.35, two_slips=0.12, slip_is_look_alike=0.9, length_slip=0.05, make_wrong=0.12, model_wrong=0.2
)
CAREFUL = Noise(
    one_slip=0.05, two_slips=0.0, slip_is_look_alike=0.5, make_wrong=0.0, model_wrong=0.01, type_wrong=0.01
)
WORLDS = {"as the model was set on": Noise(), "worn marks, careless lists": WORN, "careful readers": CAREFUL}

Asked = list[tuple[Description, int | None]]


def judge_proposals(
    asked: Asked, register: list[Record[int]], search: MemorySearch[int], wanted: int
) -> list[JudgedPair]:
    """The first proposals that are worth an officer's time, judged by the truth."""
    pairs: list[JudgedPair] = []
    for number, (query, truth) in enumerate(asked):
        best = search.answer(query).best
        if best is None or best.probability < WORTH_JUDGING:
            continue
        verdict = Judged.SAME if best.id == truth else Judged.NOT_SAME
        pairs.append(JudgedPair(str(number), query, register[best.id].description, verdict))
        if len(pairs) == wanted:
            break
    return pairs


@dataclass(frozen=True, slots=True)
class Run:
    """Both models on readings that none learnt from, and whether the learnt one was proposed for use."""

    old: Honesty
    new: Honesty
    is_proposed: bool

    @property
    def is_better(self) -> bool:
        """Whether the learnt model was surprised less by the fresh readings."""
        return (self.new.log_loss or 0.0) < (self.old.log_loss or 0.0)


def run(noise: Noise, seed: int, size: int, count: int, wanted: int) -> Run:
    """Make a world, have proposals judged, learn, and let both models answer other readings."""
    chance = random.Random(seed)
    register = a_register(chance, size, noise)
    search = MemorySearch(register)
    asked = list(readings(chance, register, 3 * wanted, noise))
    learn_from, held_back = split(judge_proposals(asked, register, search, wanted))
    model = learn(learn_from, DEFAULT_MODEL).model
    comparison = compare_models(DEFAULT_MODEL, model, held_back, search.statistics)
    fresh = list(readings(chance, register, count, noise))
    old, new = (answers(fresh, MemorySearch(register, model=each)) for each in (DEFAULT_MODEL, model))
    return Run(old, new, not check_proposal(len(held_back), comparison.is_worse))


def answers(asked: Asked, search: MemorySearch[int]) -> Honesty:
    """How honest the probability of each first candidate is."""
    _, stated = score_readings(asked, search)
    return honesty([Stated(probability, is_right) for probability, is_right in stated])


def told(runs: list[Run], name: str) -> str:
    """A figure of both models, the mean over the runs."""
    old, new = (
        mean([getattr(side, name) or 0.0 for side in sides])
        for sides in ([each.old for each in runs], [each.new for each in runs])
    )
    return f"{old:.4f} → {new:.4f}"


def main() -> None:
    """Print a table: each world and number of judgements, hand-set model → learnt model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=4000)
    parser.add_argument("--readings", type=int, default=800)
    parser.add_argument("--judged", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--seeds", type=int, default=5)
    arguments = parser.parse_args()
    print(
        "| noise | judged | log-loss of the first | calibration error | right above 0.9 | better | proposed |"
    )
    print("|---|---|---|---|---|---|---|")
    every: list[Run] = []
    for name, noise in WORLDS.items():
        for wanted in arguments.judged:
            runs = [
                run(noise, seed, arguments.size, arguments.readings, wanted)
                for seed in range(1, arguments.seeds + 1)
            ]
            every += runs
            figures = " | ".join(told(runs, each) for each in ("log_loss", "calibration_error", "sure_right"))
            better, proposed = (
                sum(each.is_better for each in runs),
                sum(each.is_proposed for each in runs),
            )
            print(f"| {name} | {wanted} | {figures} | {better} of {len(runs)} | {proposed} |", flush=True)
    for is_better, word in ((True, "better"), (False, "worse")):
        some = [each for each in every if each.is_better is is_better]
        print(
            f"\nLearnt models {word} on fresh readings: {len(some)}, proposed {sum(r.is_proposed for r in some)}"
        )


if __name__ == "__main__":
    main()
