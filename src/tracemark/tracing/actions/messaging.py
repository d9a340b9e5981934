"""What goes out about a case: checked against its schema, signed and queued by `exchange`, and kept with the case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from tracemark.accounts.rules import Viewer
from tracemark.exchange.actions.sending import enqueue
from tracemark.exchange.rules.envelope import Attachment
from tracemark.findings import Finding, Refused, Severity
from tracemark.register.rules.chain import canonical
from tracemark.register.rules.events import Json
from tracemark.tracing.models import Case, CaseFile, CaseMessage, InformationItem
from tracemark.tracing.rules.case import derived_id
from tracemark.tracing.rules.checking import check_body
from tracemark.tracing.rules.files import check_file, media_type_of
from tracemark.tracing.rules.terms import read_terms, terms_json

EXCHANGE, PAPER = "exchange", "paper"


def send(
    case: Case,
    kind: str,
    body: Mapping[str, Json],
    *,
    by: Viewer,
    at: datetime,
    files: Sequence[CaseFile] = (),
    on_paper: bool = False,
) -> CaseMessage:
    """Queue a message about a case for its other State, inside the caller's transaction; ``on_paper`` only keeps it.

    A body that is not as its schema says is a fault of ours and is refused before anything leaves.
    """
    findings = check_body(kind, body)
    if findings:
        raise Refused(*findings)
    if not case.partner:
        raise Refused(Finding("case_has_no_partner", {"case": case.reference}, Severity.REFUSAL))
    message_id, digest, seq = None, "", case.messages.count() + 1
    if not on_paper:
        sent = enqueue(
            to=case.partner,
            kind=kind,
            body=dict(body),
            case=case.thread,
            confidential=True,
            message_id=str(derived_id(case.id.hex, kind, str(case.head_seq), str(seq))),
            attachments=[Attachment(one.name, one.media_type, bytes(one.data)) for one in files],
            by=by,
        )
        message_id, digest = sent.message_id, sent.digest
    return CaseMessage.objects.create(
        id=uuid4(),
        case=case,
        seq=seq,
        message_id=message_id,
        way="out",
        kind=kind,
        channel=PAPER if on_paper else EXCHANGE,
        body=canonical(dict(body)),
        terms=canonical(terms_json(read_terms(body.get("terms")))),
        digest=digest,
        at=at,
        recorded_by_id=by.person_id,
    )


def keep_incoming(
    case: Case,
    kind: str,
    body: Mapping[str, Json],
    items: Mapping[str, Json],
    *,
    by: Viewer,
    at: datetime,
    message_id: UUID | None = None,
    digest: str = "",
) -> CaseMessage:
    """Keep a message that came in, and each thing it tells as a piece of information under the message's terms."""
    terms = canonical(terms_json(read_terms(body.get("terms"))))
    message = CaseMessage.objects.create(
        id=uuid4(),
        case=case,
        seq=case.messages.count() + 1,
        message_id=message_id,
        way="in",
        kind=kind,
        channel=EXCHANGE if message_id else PAPER,
        body=canonical(dict(body)),
        terms=terms,
        digest=digest,
        at=at,
        recorded_by_id=by.person_id,
    )
    InformationItem.objects.bulk_create(
        InformationItem(
            id=uuid4(),
            case=case,
            message=message,
            giver=case.partner,
            name=name,
            content=_text(content),
            terms=terms,
            at=at,
        )
        for name, content in items.items()
    )
    return message


def keep_file(
    case: Case,
    *,
    name: str,
    data: bytes,
    use: str,
    by: Viewer,
    at: datetime,
    message: CaseMessage | None = None,
) -> CaseFile:
    """Keep a photograph or a scan; the same bytes twice are kept once. Refused when too large or of no known kind."""
    findings = check_file(name, data, pictures_only=use == "photograph")
    if findings:
        raise Refused(*findings)
    digest = sha256(data).hexdigest()
    file, _ = CaseFile.objects.get_or_create(
        case=case,
        sha256=digest,
        use=use,
        defaults={
            "id": uuid4(),
            "message": message,
            "name": name[:200] or digest[:12],
            "media_type": media_type_of(data),
            "size_bytes": len(data),
            "data": data,
            "at": at,
            "recorded_by_id": by.person_id,
        },
    )
    return file


def _text(content: Json) -> str:
    """Any content as canonical JSON text."""
    return canonical({"": content})[4:-1]
