"""A hundred and fifty damaged files: each is read or refused. ``benchmarks/malformed_files.py`` does ten thousand."""

from pathlib import Path

import pytest
from benchmarks.malformed_files import damaged, read_all
from benchmarks.malformed_seeds import seeds


@pytest.mark.parametrize("name", sorted(seeds()))
def test_the_good_file_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "list.dat"
    path.write_bytes(seeds()[name])
    assert read_all(path) == ("read", "rows")


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.dat"
    for _, data in damaged(150, seed=7):
        path.write_bytes(data)
        outcome, code = read_all(path)
        assert outcome in {"read", "refused"}, code


def test_the_same_seed_damages_the_same_way() -> None:
    assert list(damaged(20, seed=3)) == list(damaged(20, seed=3))
