"""Counts kept in memory are of one test's register only."""

from collections.abc import Iterator

import pytest

from tracemark.matching.queries.statistics import forget_index


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    forget_index()
    yield
    forget_index()
