"""Every number the scoring rests on, in one place, with where it comes from.

No source gives an error rate a character for weapon marks: the numbers here are judgements, set so that stated
probabilities are honest on synthetic lists (``benchmarks/synthetic_lists.py``). ``rules.training`` learns others from
what officers judged, and an officer puts them in use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

JUDGEMENT = "judgement, checked on synthetic lists; see docs/rooms/matching.md, Calibration"


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Chances used to score; all between 0 and 1 unless said otherwise.

    ``name`` is stored with every proposal, so that an old probability can be understood later. Compared by identity, so
    that what was worked out with one model is kept and looked up at once.
    """

    name: str = "hand-set-1"
    provenance: str = JUDGEMENT

    # Before anything is read: how often a weapon asked about stands in the lists searched.
    prior_in_register: float = 0.5

    # The serial, a character at a time.
    misread: float = 0.025
    misread_as_look_alike: float = 0.6
    misread_when_doubtful: float = 0.3
    missed_character: float = 0.003
    added_character: float = 0.003
    swapped_pair: float = 0.003
    # What a misread character becomes: (recorded, read) to a factor of ``misread`` (or ``misread_when_doubtful``). The
    # factors of a recorded character add up to how much oftener than the average it is misread: 1 when set by hand.
    # A pair that is not in it has its hand-set factor.
    substitutions: Mapping[tuple[str, str], float] = field(default_factory=dict)
    # The serial as a whole.
    zeros_lost: float = 0.08
    prefix_added: float = 0.01
    cut_short: float = 0.01
    other_spelling: float = 0.4
    further_edit: float = 0.5
    serial_missing_on_record: float = 0.05
    unread_on_record: float = 0.06
    number_of_a_part: float = 0.02

    # Spelling of makers and models: what each wrong letter costs, and the least that any text is worth.
    spelling_error: float = 0.033
    spelling_least: float = 1e-6

    # How often a field of the reading is wrong (and then says anything at all).
    wrong_make: float = 0.03
    wrong_model: float = 0.10
    wrong_calibre: float = 0.05
    near_calibre: float = 0.30
    wrong_type: float = 0.10
    wrong_country: float = 0.10
    wrong_year: float = 0.15
    wrong_import: float = 0.30

    # Strength of the counts: how many weapons of a kind must be seen before their own figures outweigh the general.
    smoothing: float = 5.0
    # Share of a maker's numbers that follow no form seen before.
    unseen_form: float = 0.05

    # Raising alerts: how sure both sightings of one weapon must be together, how often a weapon that no register holds
    # stands on a list of losses or destruction, and how often a weapon stands on the books of two custodians.
    alert_from: float = 0.9
    prior_on_a_list: float = 0.1
    prior_two_custodians: float = 0.005

    # Search stops when what is found, with the background, leaves less than this to chance.
    search_enough: float = 0.97
    # Candidates at least this fraction as likely as the best are counted among those that also fit.
    also_fits: float = 0.05


DEFAULT_MODEL = Model()
