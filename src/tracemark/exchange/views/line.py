"""The line: where other nodes post their packets. Nobody signs in; every message carries its own proof."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tracemark.accounts.access import client_address
from tracemark.accounts.actions import count_request
from tracemark.accounts.rules import Viewer
from tracemark.exchange.jobs.taking import Taking
from tracemark.exchange.rules.packets import REQUEST_BYTES_AT_MOST

REQUESTS_A_MINUTE = 600
MEDIA_TYPE = "application/jsonl; charset=utf-8"


@csrf_exempt
@require_POST
def line(request: HttpRequest) -> HttpResponse:
    """Take in a packet of lines; the answer holds a receipt or a refusal for each message, in order.

    413 for a packet that is too large, 429 for an address that sends too often. Nothing here needs a session.
    """
    now = timezone.now()
    address = client_address(request)
    if count_request(f"line:{address}"[:80], minute=int(now.timestamp()) // 60) > REQUESTS_A_MINUTE:
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    if int(request.headers.get("Content-Length") or 0) > REQUEST_BYTES_AT_MOST:
        return HttpResponse(status=413)
    data = request.read(REQUEST_BYTES_AT_MOST + 1)
    if len(data) > REQUEST_BYTES_AT_MOST:
        return HttpResponse(status=413)
    taking = Taking(via="https", source=address, by=Viewer(None, {}, address=address), at=now)
    taking.take(text for text in data.split(b"\n") if text.strip())
    return HttpResponse(b"".join(taking.answers), content_type=MEDIA_TYPE)
