"""A line that loses, repeats, delays and damages what it carries, in known shares."""

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracemark.exchange.jobs.transports import Transport
from tracemark.exchange.rules.packets import Line, LineKind

DROPPED, DUPLICATED, REORDERED, FLIPPED = 0.20, 0.20, 0.20, 0.01


@dataclass
class FaultyTransport:
    """Wraps a transport. ``damaged`` holds what was sent with a flipped bit and answered, for the check at the end."""

    inner: Transport
    random: random.Random
    counts: Counter[str] = field(default_factory=Counter)
    damaged: list[bytes] = field(default_factory=list)
    _late: list[bytes] = field(default_factory=list)

    def send(self, address: str, lines: Sequence[bytes]) -> list[Line]:
        """Send what is left of the lines, and bring back what is left of the answers."""
        card, messages = lines[:1], list(lines[1:])
        travelling, flipped = self._spoil(messages)
        try:
            answers = self.inner.send(address, [*card, *travelling])
        except OSError:
            self.counts["line_down"] += 1
            raise
        self.damaged += flipped
        return [
            line
            for line in answers
            if line.kind is LineKind.REFUSED or not self._chance(DROPPED, "receipt_lost")
        ]

    def _spoil(self, messages: list[bytes]) -> tuple[list[bytes], list[bytes]]:
        travelling, flipped, late = [], [], []
        for line in messages:
            self.counts["sent"] += 1
            if self._chance(DROPPED, "dropped"):
                continue
            if self._chance(FLIPPED, "flipped"):
                line = self._flip(line)
                flipped.append(line)
            if self._chance(REORDERED, "reordered"):
                late.append(line)
                continue
            travelling.append(line)
            if self._chance(DUPLICATED, "duplicated"):
                travelling.append(line)
        early, self._late = self._late, [line for line in late if line not in flipped]
        # Half of what is late comes in the wrong order in this packet, half with the next one.
        travelling += [line for line in late if line in flipped] + early
        self.random.shuffle(self._late)
        half = len(self._late) // 2
        for line in self._late[:half]:
            travelling.insert(self.random.randrange(len(travelling) + 1), line)
        self._late = self._late[half:]
        return travelling, flipped

    def _flip(self, line: bytes) -> bytes:
        data = bytearray(line)
        data[self.random.randrange(len(line) - 1)] ^= 1 << self.random.randrange(8)
        return bytes(data)

    def _chance(self, share: float, name: str) -> bool:
        if self.random.random() >= share:
            return False
        self.counts[name] += 1
        return True


def texts_of(line: bytes) -> set[bytes]:
    """What a damaged line may have been refused as: the message in it, the line, or its pieces."""
    pieces = {line.rstrip(b"\n"), *line.rstrip(b"\n").split(b"\n")}
    try:
        value = json.loads(line)
        pieces.add(next(iter(value.values())).encode("utf-8", "replace"))
    except (ValueError, AttributeError, StopIteration):
        pass
    return pieces
