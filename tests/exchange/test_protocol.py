"""The published protocol is the one that is spoken: schemas, examples, the auditor's script; by libraries not ours."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import rfc8785
from joserfc import jwe, jws
from joserfc.jwk import OKPKey
from tests.exchange.conftest import AT
from tests.exchange.examples import FOLDER, KEYS, examples, node
from tests.exchange.foreign import ForeignNode, opened
from tests.house.source import ROOT

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.receipts import receive_receipts
from tracemark.exchange.actions.receiving import receive_messages
from tracemark.exchange.actions.sending import enqueue
from tracemark.exchange.jobs.evidence import evidence_bytes
from tracemark.exchange.models import Message, Receipt
from tracemark.exchange.queries.cards import card_of, own_card, signatures_of
from tracemark.exchange.rules.cards import fingerprint, read_card
from tracemark.exchange.rules.envelope import read_envelope
from tracemark.exchange.rules.receipts import read_receipt

READING = {"card": read_card, "message": read_envelope, "receipt": read_receipt}
SCRIPT = ROOT / "audit" / "verify_message.py"


def schema(name: str) -> jsonschema.Draft202012Validator:
    fields = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(fields)
    return jsonschema.Draft202012Validator(fields, format_checker=jsonschema.FormatChecker())


def example(name: str) -> bytes:
    return (FOLDER / "examples" / name).read_bytes()


@pytest.mark.parametrize("name", sorted(examples()))
def test_the_examples_are_those_that_the_program_makes(name: str) -> None:
    assert example(name) == examples()[name], "run: python -m tests.exchange.examples"


@pytest.mark.parametrize("name", ["card", "message", "receipt"])
def test_the_examples_fit_their_schemas_and_our_reading(name: str) -> None:
    fields = json.loads(example(f"{name}.json"))
    schema(name).validate(fields)
    assert READING[name](rfc8785.dumps(fields))


@pytest.mark.parametrize("name", ["card_file.json", "courier.jsonl"])
def test_every_line_of_the_example_files_fits_the_schema_of_lines(name: str) -> None:
    lines = [json.loads(line) for line in example(name).splitlines()]
    assert [line for line in lines if not schema("line").is_valid(line)] == []


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("message", {"kind": "Trace"}),
        ("message", {"case_seq": 0}),
        ("message", {"extra": 1}),
        ("message", {"from": "xn"}),
        ("receipt", {"result": "perhaps"}),
        ("receipt", {"digest": "0"}),
        ("card", {"keys": []}),
        ("card", {"address": "http://node.example"}),
    ],
)
def test_schema_and_program_refuse_the_same(name: str, change: dict[str, object]) -> None:
    fields = {**json.loads(example(f"{name}.json")), **change}
    with pytest.raises(jsonschema.ValidationError):
        schema(name).validate(fields)
    with pytest.raises(Exception, match="field_unfit"):
        READING[name](rfc8785.dumps(fields))


def test_the_example_message_can_be_decrypted_and_verified_with_the_published_keys() -> None:
    signed = jwe.decrypt_compact(
        example("message.jwe").strip(), OKPKey.import_key(dict(KEYS["XF enc"]))
    ).plaintext
    assert signed == example("message.jws").strip()
    payload = jws.deserialize_compact(signed or b"", node("XN").sign_key, algorithms=["Ed25519"]).payload
    assert payload == rfc8785.dumps(json.loads(example("message.json")))


@pytest.mark.django_db
def test_what_we_send_fits_the_published_schemas(nearland: ForeignNode, by: Viewer) -> None:
    message = enqueue(to="XN", kind="trace.request", body={"a": 1}, case="XF-1", confidential=True, by=by)
    receive_messages([nearland.message()], by=by, at=AT, via="https")
    card = own_card()
    assert card
    key = OKPKey.import_key(dict(card_of(card).sign_key.jwk))
    schema("message").validate(opened(message.jws, key))
    schema("receipt").validate(opened(Receipt.objects.get(way="out").jws, key))
    schema("card").validate(opened(signatures_of(card)[0], key))


def verify(path: Path, *said: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(path), *said], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_auditors_script_imports_nothing_of_ours() -> None:
    imports = [line for line in SCRIPT.read_text(encoding="utf-8").splitlines() if "import " in line[:20]]
    assert imports and not any("tracemark" in line or "django" in line for line in imports)
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 100


def test_the_auditors_script_accepts_the_published_evidence() -> None:
    code, said = verify(FOLDER / "examples" / "evidence.json")
    assert code == 0 and "receipt of XF" in said and "0 faults" in said
    code, said = verify(FOLDER / "examples" / "evidence.json", "1" * 40)
    assert code == 1 and "fingerprint" in said


@pytest.mark.django_db
def test_the_auditors_script_checks_our_evidence_and_finds_every_forgery(
    nearland: ForeignNode, by: Viewer, tmp_path: Path
) -> None:
    message = enqueue(to="XN", kind="trace.request", body={"a": 1}, case="XF-1", confidential=True, by=by)
    receive_receipts([nearland.receipt(str(message.message_id), message.digest)], at=AT)
    card = own_card()
    assert card
    path = tmp_path / "evidence.json"
    data = json.loads(evidence_bytes(Message.objects.get().id, by=by))
    path.write_text(json.dumps(data))
    assert verify(path, fingerprint(card.kid), fingerprint(node_kid(nearland)))[0] == 0
    forged = nearland.receipt(str(message.message_id), "0" * 64)
    for change in (
        {"receipts": [forged]},
        {"message": data["message"][:-4] + "AAAA"},
        {"cards": data["cards"][:1]},
    ):
        path.write_text(json.dumps({**data, **change}))
        assert verify(path)[0] == 1


def node_kid(one: ForeignNode) -> str:
    return str(one.card_payload()["keys"][0]["kid"])
