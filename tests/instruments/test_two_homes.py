"""A report sealed on one node is loaded on another, which has its own database; and no byte of it can be changed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.config.console import SOURCE, Console

from tracemark.config.node import check_signature
from tracemark.findings import Refused
from tracemark.instruments.jobs.packages import verify_package

pytestmark = pytest.mark.xdist_group("two nodes")
PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=300)
NUMBER = "XF-poa-iti-2024-2025"

SIGNING = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tracemark.config.settings"
django.setup()
from django.conf import settings
from django.utils import timezone
from tracemark.accounts.models import Person, Post, Unit
from tracemark.accounts.queries import viewer_of
from tracemark.accounts.rules import console
from tracemark.config.node import sign
from tracemark.instruments.actions.answers import answer_question, attach_file
from tracemark.instruments.actions.reports import sign_report
from tracemark.instruments.models import Report
report, now = Report.objects.get(), timezone.now()
answer_question(report, key="nca.exists", value="developing", by=console(), at=now)
attach_file(
    report, key="info.files", name="law.pdf", media_type="application/pdf", content=b"%PDF", by=console(), at=now
)
for name in ("ana", "ben"):
    person = Person.objects.create(username=name, name=name.title(), language="en")
    Post.objects.create(person=person, unit=Unit.objects.get(), role="analyst", given_at=now)
    sign_report(
        report,
        state="XF",
        public_key=settings.NODE.public_key,
        sign=lambda message: sign(settings.HOME, message),
        by=viewer_of(person),
        at=now,
    )
"""


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Console, Console]]:
    """Farland, whose report is sealed, and Norland, which knows nothing of it."""
    nodes = {state: Console(tmp_path_factory.mktemp(state) / "home") for state in ("XF", "XN")}
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda state: nodes[state]("init", "--state", state, "--name", state), nodes))
    farland = nodes["XF"]
    assert farland("report", "new", "poa-iti/2020", "--period", "2024-2025").returncode == 0
    environment = {**os.environ, "TRACEMARK_HOME": str(farland.home), "PYTHONPATH": str(SOURCE)}
    environment.pop("TRACEMARK_DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", SIGNING], env=environment, check=True)
    yield farland, nodes["XN"]


@pytest.fixture(scope="module")
def package(homes: tuple[Console, Console]) -> Path:
    """Farland's package as a file."""
    path: Path = homes[0].home.parent / "report.zip"
    told = homes[0]("report", "export", NUMBER, "--format", "package", "--out", str(path))
    assert told.returncode == 0, told.stderr
    return path


def test_another_node_verifies_and_loads_it_once(homes: tuple[Console, Console], package: Path) -> None:
    farland, norland = homes
    key = json.loads((farland.home / "node.json").read_text(encoding="utf-8"))["public_key"]
    verified = norland("report", "verify", str(package))
    assert verified.returncode == 0 and NUMBER in verified.stdout and key in verified.stdout
    answers = {norland("report", "receive", str(package)).stdout for _ in range(2)}
    assert len(answers) == 1 and answers.pop().startswith("XF poa-iti/2020 2024-2025")
    listed = norland("report", "received", "--json")
    (received,) = json.loads(listed.stdout)
    assert (received["state"], received["years"], received["public_key"]) == ("XF", [2024, 2025], key)


def test_what_is_loaded_is_what_was_sealed(homes: tuple[Console, Console], package: Path) -> None:
    farland, norland = homes
    norland("report", "receive", str(package))
    (received,) = json.loads(norland("report", "received", "--json").stdout)
    ours = farland.home.parent / "ours.json"
    farland("report", "export", NUMBER, "--format", "json", "--out", str(ours))
    assert received["document"] == json.loads(ours.read_text(encoding="utf-8"))
    given_answers = {line["key"]: line["answer"] for line in received["document"]["answers"]}
    assert given_answers["nca.exists"] == "developing"


def test_a_tampered_package_changes_nothing_on_the_other_node(
    homes: tuple[Console, Console], package: Path
) -> None:
    content = package.read_bytes()
    at = content.index(b'"developing"')
    changed = package.with_name("changed.zip")
    changed.write_bytes(content[:at] + b'"developinG"' + content[at + 12 :])
    told = homes[1]("report", "receive", str(changed))
    assert told.returncode != 0 and "Traceback" not in told.stderr


def test_no_byte_can_be_changed(package: Path) -> None:
    content = package.read_bytes()
    assert verify_package(content, check_signature).facts.report == NUMBER

    @PATIENT
    @given(st.integers(0, len(content) - 1), st.integers(1, 255))
    def change(at: int, by: int) -> None:
        changed = bytearray(content)
        changed[at] ^= by
        with pytest.raises(Refused):
            verify_package(bytes(changed), check_signature)

    change()


@pytest.mark.parametrize("tail", [b"\0", b"PK\x05\x06"])
def test_nothing_can_be_added(package: Path, tail: bytes) -> None:
    with pytest.raises(Refused):
        verify_package(package.read_bytes() + tail, check_signature)
    with pytest.raises(Refused):
        verify_package(tail + package.read_bytes(), check_signature)
