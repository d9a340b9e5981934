"""What we write as SDMX is read back by pysdmx with the same keys and values."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pysdmx.errors import Invalid
from pysdmx.io import read_sdmx
from pysdmx.io.xml.doc_validation import validate_doc
from tests.figures.rows import read_table

from tracemark.figures.rules import count_sdg_16_4_2
from tracemark.figures.rules.sdmx import (
    CUSTOM_CODES,
    Observation,
    observe,
    write_csv_1,
    write_csv_2,
    write_ml,
)
from tracemark.figures.rules.sdmx.observations import DIMENSIONS, area_code

LABELS = {code: f"Label & <{code}>" for code in CUSTOM_CODES.values()}
ROWS = """
A1 | 2025-01-03 | criminal | traced_home | yes |
A2 | 2025-02-01 | criminal | pending     | yes |
B1 | 2025-03-10 | found    | not_tried   | no  |
"""


def observations(provisional: bool = True) -> tuple[Observation, ...]:
    figure = count_sdg_16_4_2(read_table(ROWS), 2025)
    return observe(figure, ref_area="008", provisional=provisional, labels=LABELS)


def write_ml_now(written: tuple[Observation, ...]) -> str:
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    return write_ml(written, message_id="FIGURE1", prepared_at=moment, sender="XF")


def read_with_pysdmx(text: str) -> list[dict[str, object]]:
    message = read_sdmx(io.BytesIO(text.encode()), validate=True)
    assert message.data is not None
    frame = message.data[0].data.astype(object)
    return frame.where(frame.notna(), "").to_dict("records")


def read_csv(text: str) -> list[dict[str, object]]:
    return list(csv.DictReader(io.StringIO(text)))


def read_ml(text: str) -> list[dict[str, object]]:
    return [
        {"OBS_VALUE": "", **series.attrib, **series[0].attrib}
        for series in ET.fromstring(text).iter("Series")
    ]


def check_same(read: list[dict[str, object]], written: tuple[Observation, ...]) -> None:
    rows = {tuple(str(row[name]) for name in DIMENSIONS): row for row in read}
    assert len(rows) == len(written) == 8
    for observation in written:
        row = rows[tuple(observation.key[name] for name in DIMENSIONS)]
        expected = "" if observation.value is None else str(observation.value)
        assert str(row["OBS_VALUE"]) == expected
        assert str(row["TIME_PERIOD"]) == "2025"
        for name in ("OBS_STATUS", "UNIT_MEASURE", "NATURE", "UNIT_MULT", "COMMENT_OBS"):
            assert str(row[name]) == observation.attributes[name]


@pytest.mark.parametrize("write", [write_csv_1, write_csv_2, write_ml_now])
def test_pysdmx_reads_back_every_key_and_value(write: Callable[[tuple[Observation, ...]], str]) -> None:
    check_same(read_with_pysdmx(write(observations())), observations())


@pytest.mark.parametrize(
    ("write", "read"), [(write_csv_1, read_csv), (write_csv_2, read_csv), (write_ml_now, read_ml)]
)
def test_what_is_written_holds_every_key_and_value(
    write: Callable[[tuple[Observation, ...]], str], read: Callable[[str], list[dict[str, object]]]
) -> None:
    check_same(read(write(observations())), observations())


def test_the_message_is_valid_against_the_schemas_of_sdmx_2_1() -> None:
    text = write_ml_now(observations())
    validate_doc(text)
    with pytest.raises(Invalid):
        validate_doc(text.replace("mes:Test", "mes:Trial"))


def test_the_national_total_has_the_key_of_the_sdg_structure() -> None:
    key = observations()[0].key
    assert (
        ".".join(key[name] for name in DIMENSIONS) == "A.N.VC_ARM_SZTRACE.8._T._T._T._T._T._T._T._T._T._T._T"
    )


def test_a_published_figure_is_normal_and_a_draft_provisional() -> None:
    assert observations(provisional=True)[0].attributes["OBS_STATUS"] == "P"
    assert observations(provisional=False)[0].attributes["OBS_STATUS"] == "A"


def test_a_cell_without_arms_says_that_no_value_can_exist() -> None:
    surrendered = next(o for o in observations() if o.key["CUST_BREAKDOWN"] == "C03")
    assert (surrendered.value, surrendered.attributes["OBS_STATUS"]) == (None, "M")


@pytest.mark.parametrize(("m49", "code"), [("008", "8"), ("826", "826"), ("XF", "XF"), ("000", "000")])
def test_area_numbers_lose_the_zeros_in_front(m49: str, code: str) -> None:
    assert area_code(m49) == code
