"""An instrument that exists nowhere: made here from data alone, to show that no code is needed for one."""

from tracemark.findings import Finding
from tracemark.instruments.rules.questionnaire import LANGUAGES, Instrument
from tracemark.instruments.rules.reading import read_instrument

FIGURES = {"arms-collected": ("seized", "found", "surrendered", "total")}

HEAD = """
id = "lighthouse"
edition = "2031"
standing = "draft"
period = "two_years"
assessment = true
sources = ["Lighthouse Convention, article 9"]
[[section]]
key = "keepers"
number = "1"
owner = "commission"
[[section]]
key = "lamps"
number = "2"
"""

QUESTIONS = """key,section,number,kind,options,rows,columns,text_columns,when,unit,prefill,checks
keeper.any,keepers,1.1,yes_no,,,,,,,any arms-collected:total@both,
keeper.plan,keepers,1.2,developing,,,,,keeper.any = yes,,,
keeper.count,keepers,1.3,number,,,,,keeper.any = yes,,arms-collected:total@both,
lamp.kinds,lamps,2.1,many,oil gas other,,,,,,,
lamp.main,lamps,2.2,choice,oil gas other,,,,lamp.kinds has oil|gas,,,
LAMPS_FOUND
lamp.names,lamps,2.4,rows,,,holder years,holder years,,,,
lamp.remark,lamps,2.5,text,,,,,keeper.plan = yes|developing,,,
lamp.cost,lamps,2.6,number,,,,,,usd,,
lamp.files,lamps,2.7,files,,,,,,,,
""".replace(
    "LAMPS_FOUND",
    "lamp.found,lamps,2.3,table,,seized found surrendered,first second both remark,remark,keeper.any = yes,,"
    "arms-collected:{row}@{column},{row}.both = {row}.first + {row}.second;*.both <= keeper.count",
)

NAMES = [
    "title",
    "section.keepers",
    "section.lamps",
    *("keeper.any", "keeper.plan", "keeper.count", "keeper.any:action", "keeper.plan:action"),
    *("lamp.kinds", "lamp.main", "lamp.found", "lamp.names", "lamp.remark", "lamp.cost", "lamp.files"),
    *("/oil", "/gas", "/other", "/seized", "/found", "/surrendered"),
    *("/first", "/second", "/both", "/remark", "/holder", "/years"),
]


def texts(**changed: str) -> dict[str, str]:
    """The three files of the folder, some of them ``changed`` (head, questions, words)."""
    words = ["name," + ",".join(LANGUAGES)]
    words += [",".join([name, *(f"{name} in {language}" for language in LANGUAGES)]) for name in NAMES]
    return {
        "instrument.toml": changed.get("head", HEAD),
        "questions.csv": changed.get("questions", QUESTIONS),
        "words.csv": changed.get("words", "\n".join(words) + "\n"),
    }


def read(**changed: str) -> tuple[Instrument | None, list[Finding]]:
    """The invented instrument, with some files changed."""
    return read_instrument(texts(**changed), {})


def lighthouse() -> Instrument:
    """The invented instrument as it is."""
    instrument, findings = read()
    assert instrument is not None and not findings
    return instrument
