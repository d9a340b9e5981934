"""SDMX-ML 2.1, structure-specific, time as the dimension at the observation."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from datetime import datetime

from tracemark.figures.rules.frozen import percent_text
from tracemark.figures.rules.sdmx.observations import SDG, Observation, Structure

SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
STRUCTURE_REF = "SDG_DATA"

NAMESPACES = {
    "xmlns:mes": f"{SCHEMAS}/message",
    "xmlns:com": f"{SCHEMAS}/common",
    "xmlns:ss": f"{SCHEMAS}/data/structurespecific",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
"""Declared by hand with their customary prefixes: xsi:type names one of them inside a value."""


def namespace_of(structure: Structure) -> str:
    """The namespace of a structure-specific message about this flow."""
    return f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={structure.flow}:ObsLevelDim:TIME_PERIOD"


def write_ml(
    observations: Iterable[Observation],
    *,
    message_id: str,
    prepared_at: datetime,
    sender: str,
    structure: Structure = SDG,
) -> str:
    """The data message. ``message_id`` must begin with a letter; ``sender`` is the State's code."""
    root = ET.Element("mes:StructureSpecificData", NAMESPACES | {"xmlns:sdg": namespace_of(structure)})
    _header(root, message_id, prepared_at, sender, structure)
    data_set = ET.SubElement(
        root,
        "mes:DataSet",
        {
            "ss:structureRef": STRUCTURE_REF,
            "ss:dataScope": "DataStructure",
            "xsi:type": "sdg:DataSetType",
            "action": "Replace",
        },
    )
    series: dict[tuple[str, ...], list[Observation]] = {}
    for observation in observations:
        key = [observation.key[name] for name in structure.dimensions]
        shared = [observation.attributes[name] for name in structure.series_attributes]
        series.setdefault((*key, *shared), []).append(observation)
    for together in series.values():
        _series(data_set, together, structure)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _header(
    root: ET.Element, message_id: str, prepared_at: datetime, sender: str, structure: Structure
) -> None:
    header = ET.SubElement(root, "mes:Header")
    ET.SubElement(header, "mes:ID").text = message_id
    ET.SubElement(header, "mes:Test").text = "false"
    ET.SubElement(header, "mes:Prepared").text = prepared_at.isoformat(timespec="seconds")
    ET.SubElement(header, "mes:Sender", {"id": sender})
    described = ET.SubElement(
        header,
        "mes:Structure",
        {
            "structureID": STRUCTURE_REF,
            "namespace": namespace_of(structure),
            "dimensionAtObservation": "TIME_PERIOD",
        },
    )
    usage = ET.SubElement(described, "com:StructureUsage")
    ET.SubElement(
        usage,
        "Ref",
        {
            "agencyID": structure.agency,
            "id": structure.dataflow,
            "version": structure.version,
            "class": "Dataflow",
        },
    )


def _series(data_set: ET.Element, observations: list[Observation], structure: Structure) -> None:
    """One series with its observations: they share key and attributes of the series."""
    first = observations[0]
    series = ET.SubElement(data_set, "Series", _pick(first.key, structure.dimensions))
    for name, value in _pick(first.attributes, structure.series_attributes).items():
        series.set(name, value)
    for observation in observations:
        values = {"TIME_PERIOD": observation.period}
        if observation.value is not None:
            values["OBS_VALUE"] = percent_text(observation.value) or ""
        ET.SubElement(series, "Obs", values | _pick(observation.attributes, structure.observation_attributes))


def _pick(values: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The named values that are not empty, in that order."""
    return {name: values[name] for name in names if values[name]}
