#!/usr/bin/env python3
"""Checks an exported register without Tracemark: python3 verify_seal.py EXPORT_FOLDER [PUBLIC_KEY].

Reads seals.jsonl, sealed_heads.jsonl and events.jsonl. Needs only Python; short, so an auditor can read it.
Prints what is wrong, a line each; the exit code is 0 when nothing is.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2 % P
    return (
        (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P,
    )


def times(point, n):
    total = (0, 1)
    while n:
        total = add(total, point) if n & 1 else total
        point, n = add(point, point), n >> 1
    return total


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    xx = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(xx, (P + 3) // 8, P)
    x = x if (x * x - xx) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - xx) % P:
        raise ValueError("not a point")
    return (x if x & 1 == sign else P - x, y)


BASE = decompress((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signed(key, text, signature):
    """Ed25519 (RFC 8032): whether ``signature`` of ``text`` was made with the private half of ``key``."""
    try:
        a, r, s = decompress(key), decompress(signature[:32]), int.from_bytes(signature[32:], "little")
    except ValueError:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    return len(signature) == 64 and s < L and times(BASE, s) == add(r, times(a, h))


def unpack(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def lines(path):
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def check_events(folder, wrong):
    """Every chain from its first event; returns (weapon, seq) -> hash."""
    heads, last = {}, {}
    for fields in lines(
        folder / "events.jsonl"
    ):  # [id, weapon, seq, ..., voids, prev_hash, hash] by weapon and seq
        *covered, prev_hash, stated = fields
        weapon, seq = fields[1], fields[2]
        if (seq, prev_hash) != last.get(weapon, (1, "0" * 64)):
            wrong.append(f"weapon {weapon}: event {seq} does not follow the one before it")
        text = json.dumps([prev_hash, *covered], ensure_ascii=False, separators=(",", ":"))
        if hashlib.sha256(text.encode()).hexdigest() != stated:
            wrong.append(f"weapon {weapon}: event {seq} was changed")
        heads[weapon, seq], last[weapon] = stated, (seq + 1, stated)
    return heads


def check_seals(folder, heads, key, wrong):
    """Every seal: its signature, the seal before it, and that the heads it names stand in their chains."""
    sealed, prev, count = {}, "0" * 64, 0
    for head in lines(folder / "sealed_heads.jsonl"):
        sealed.setdefault(head["day"], []).append((head["weapon"], head["seq"], head["hash"]))
    for seal in lines(folder / "seals.jsonl"):
        raw, text = seal["text"].encode(), json.loads(seal["text"])
        count, day, named = count + 1, text["day"], sorted(sealed.get(text["day"], []))
        digest = hashlib.sha256("".join(f"{w} {s} {h}\n" for w, s, h in named).encode()).hexdigest()
        if not signed(unpack(key or seal["public_key"]), raw, unpack(seal["signature"])):
            wrong.append(f"seal of {day}: the signature is not right")
        if text["prev_seal"] != prev:
            wrong.append(f"seal of {day}: does not follow the seal before it")
        if digest != text["digest"] or len(named) != text["heads_count"]:
            wrong.append(f"seal of {day}: its list of heads was changed")
        broken = [(w, s) for w, s, h in named if heads.get((w, s)) != h]
        wrong += [f"weapon {w}: event {s} is not as the seal of {day} found it" for w, s in broken]
        prev = hashlib.sha256(raw).hexdigest()
    return count


def main():
    folder, key = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
    wrong = []
    heads = check_events(folder, wrong)
    seals = check_seals(folder, heads, key, wrong)
    print(*wrong, f"{len(heads)} events, {seals} seals, {len(wrong)} faults", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
