"""Counts kept in memory are of one test's register only."""

from collections.abc import Iterator

import pytest

from tracemark.matching.queries.population import forget_population


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    forget_population()
    yield
    forget_population()
