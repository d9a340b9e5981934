"""A figure in the languages statistical offices exchange data in: SDMX-CSV and SDMX-ML."""

from tracemark.figures.rules.sdmx.csv import write_csv_1, write_csv_2
from tracemark.figures.rules.sdmx.ml import write_ml
from tracemark.figures.rules.sdmx.observations import CUSTOM_CODES, Observation, observe

__all__ = ["CUSTOM_CODES", "Observation", "observe", "write_csv_1", "write_csv_2", "write_ml"]
