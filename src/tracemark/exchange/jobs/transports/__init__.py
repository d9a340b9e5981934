"""How lines reach another node: one small interface, and what stands behind it."""

from collections.abc import Sequence
from typing import Protocol

from tracemark.exchange.rules.packets import Line


class Transport(Protocol):
    """Carries lines to an address and brings the answering lines back. OSError when it cannot."""

    def send(self, address: str, lines: Sequence[bytes]) -> list[Line]: ...
