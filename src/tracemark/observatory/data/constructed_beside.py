"""What stands beside the constructed reports: contacts and a fund, yearly questionnaires, a published series."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from tracemark.observatory.data.constructed import NOTE, REPORTS, SEED, STATES, documents, split

CONTACTS = 126
DONORS, PROJECTS, GRANTED_USD, BENEFICIARIES = 14, 94, 12_500_000, 144
APPLICATIONS, FUNDED, RUNNING, RUNNING_ON_DATA = 31, 12, 10, 2
QUESTIONNAIRES = {2016: 62, 2017: 74, 2018: 92, 2019: 108}
PUBLISHED = 44
FOLDER = "constructed"


def record_rows() -> Iterator[tuple[object, ...]]:
    """Contacts updated since 2018, and the fund's donors, projects, beneficiaries and applications."""
    random = Random(f"{SEED} records")
    for number in range(CONTACTS):
        yield "contact_update", f"contact {number + 1:03}", 2018 + number % 4, STATES[number], "", ""
    for number in range(DONORS):
        yield "fund_donor", f"donor {number + 1:02}", 2013 + number % 8, "", "", ""
    for number, amount in enumerate(split(GRANTED_USD, PROJECTS, "granted")):
        yield "fund_project", f"project {number + 1:02}", 2013 + random.randint(0, 8), "", "", amount
    for state in STATES[:BENEFICIARIES]:
        yield "fund_beneficiary", f"beneficiary {state}", 2013 + random.randint(0, 8), state, "", ""
    for number in range(APPLICATIONS):
        code = "funded" if number < FUNDED else "not_funded"
        yield "fund_application", f"application 2020-{number + 1:02}", 2020, STATES[number * 3], code, ""
    for number in range(RUNNING):
        code = "sdg_data" if number < RUNNING_ON_DATA else ""
        yield "fund_running_project", f"running {number + 1:02}", 2020, "", code, ""


def records_csv() -> str:
    """The records as a file that can be loaded."""
    return _csv([("kind", "ref", "year", "state", "code", "amount"), *record_rows()])


def questionnaires(year: int) -> list[dict[str, Any]]:
    """Questionnaires on illicit arms flows of one year: arms collected, and whose origin was established."""
    found = []
    for state in STATES[10 : 10 + QUESTIONNAIRES[year]]:
        random = Random(f"{SEED} iafq {state} {year}")
        arms = random.randint(20, 6_000)
        established = arms * Random(f"{SEED} traced {state}").randint(4, 80) // 100
        seized, given = arms * 7 // 10, arms // 10
        how = {
            "seized.arms": seized,
            "found.arms": arms - seized - given,
            "surrendered.arms": given,
            "total.arms": arms,
        }
        outcome = {
            "traced.arms": established // 2,
            "established_otherwise.arms": established - established // 2,
        }
        found.append(_questionnaire(state, year, {"arms.how": how, "trace.outcome": outcome}))
    return found


def _questionnaire(state: str, year: int, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "schema": 1,
        "kind": "national_report",
        "note": NOTE,
        "id": f"{state}-iafq-{year}",
        "state": state,
        "years": [year],
        "language": "en",
        "instrument": {"id": "iafq", "edition": "2018", "standing": "draft"},
        "answers": [
            {"key": key, "number": "", "section": "", "answer": value, "source": None}
            for key, value in answers.items()
        ],
        "signatures": [],
    }


def published_rows() -> Iterator[tuple[object, ...]]:
    """A series as the UN publishes one: some values with a footnote that makes them the mean of two years."""
    for number, state in enumerate(STATES[:PUBLISHED]):
        for year in (2016, 2017, 2018, 2019):
            random = Random(f"{SEED} published {state} {year}")
            if random.random() < 0.35:
                continue
            value = random.choice(("0", "100", f"{random.randint(1, 999) / 10:.1f}"))
            note = f"Average of {year}-{year + 1}" if number % 3 else ""
            yield (
                *("16", "16.4", "16.4.2", "VC_ARM_SZTRACE", state, year, value, "", NOTE, note),
                *("C", "A", "G", "PERCENT"),
            )


def published_csv() -> str:
    """The published series as a file in the shape of the global database."""
    header = (
        "Goal,Target,Indicator,SeriesCode,GeoAreaCode,TimePeriod,Value,Time_Detail,Source,FootNote,"
        "[Nature],[Observation Status],[Reporting Type],[Units]"
    )
    return _csv([tuple(header.split(",")), *published_rows()])


def write_constructed(folder: Path) -> list[Path]:
    """Write the whole constructed set into a folder, file by file, each with the word in its name; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        **{f"{FOLDER}_reports_{cycle - 2}_{cycle - 1}.json": _json(documents(cycle)) for cycle in REPORTS},
        **{f"{FOLDER}_questionnaires_{year}.json": _json(questionnaires(year)) for year in QUESTIONNAIRES},
        f"{FOLDER}_records.csv": records_csv(),
        f"{FOLDER}_series.csv": published_csv(),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def _json(held: object) -> str:
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _csv(rows: list[tuple[object, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
