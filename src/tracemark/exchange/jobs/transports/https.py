"""Lines over HTTPS: one POST a packet, connections kept open; plain HTTP to this machine only, no redirects."""

import http.client
import ssl
from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

from tracemark.exchange.rules.cards import check_address
from tracemark.exchange.rules.packets import REQUEST_BYTES_AT_MOST, Line, read_line
from tracemark.findings import Refused

TIMEOUT_S = 30
MEDIA_TYPE = "application/jsonl; charset=utf-8"


class LineDown(OSError):
    """The other node did not answer, or not as a node does; the text says what happened."""


class HttpsTransport:
    """Sends lines to ``{address}/exchange/line/``. Certificates are checked against what the machine trusts."""

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        self.timeout_s = timeout_s
        self._open: dict[str, http.client.HTTPConnection] = {}

    def send(self, address: str, lines: Sequence[bytes]) -> list[Line]:
        """Post the lines; the answering lines. LineDown for anything but an answer of a node."""
        if not address or not check_address(address):
            raise LineDown(f"{address or '-'}: not an address messages may be sent to")
        try:
            data = self._post(urlsplit(address), b"".join(lines))
            return [read_line(line) for line in data.splitlines() if line]
        except (OSError, http.client.HTTPException) as error:
            self._close(address)
            raise LineDown(f"{type(error).__name__}: {error}") from error
        except Refused as refusal:
            self._close(address)
            raise LineDown("the answer is not a node's") from refusal

    def close(self) -> None:
        """Close all connections."""
        for address in list(self._open):
            self._close(address)

    def _post(self, parts: SplitResult, body: bytes) -> bytes:
        connection = self._connection(parts)
        path = parts.path.rstrip("/") + "/exchange/line/"
        connection.request("POST", path, body, {"Content-Type": MEDIA_TYPE})
        answer = connection.getresponse()
        data = answer.read(REQUEST_BYTES_AT_MOST + 1)
        if answer.status != http.client.OK:
            raise LineDown(f"HTTP {answer.status}")
        if len(data) > REQUEST_BYTES_AT_MOST:
            raise LineDown("the answer is too large")
        return data

    def _connection(self, parts: SplitResult) -> http.client.HTTPConnection:
        address = parts.geturl()
        if address not in self._open:
            host, port = parts.hostname or "", parts.port
            if parts.scheme == "https":
                context = ssl.create_default_context()
                self._open[address] = http.client.HTTPSConnection(
                    host, port, timeout=self.timeout_s, context=context
                )
            else:
                self._open[address] = http.client.HTTPConnection(host, port, timeout=self.timeout_s)
        return self._open[address]

    def _close(self, address: str) -> None:
        connection = self._open.pop(address, None)
        if connection is not None:
            connection.close()
