"""How far a text is from each of many: missing, added, wrong and swapped letters (optimal string alignment)."""

import numpy as np
from numpy.typing import NDArray

from tracemark.matching.rules.kernels.compiled import compiled
from tracemark.matching.rules.kernels.keys import Bytes, Longs

FAR = 4


@compiled
def distances(text: Bytes, table: Bytes, lengths: Longs) -> NDArray[np.int64]:
    """The number of errors between ``text`` and each row of ``table``; `FAR` for that many or more."""
    far = np.full(len(lengths), FAR, np.int64)
    height = len(text)
    before = np.zeros(table.shape[1] + 1, np.int64)
    last = np.zeros(table.shape[1] + 1, np.int64)
    this = np.zeros(table.shape[1] + 1, np.int64)
    for row in range(len(lengths)):
        width = lengths[row]
        if abs(width - height) >= FAR:
            continue
        for j in range(width + 1):
            last[j] = j
        for i in range(1, height + 1):
            this[0] = i
            for j in range(1, width + 1):
                wrong = 0 if text[i - 1] == table[row, j - 1] else 1
                found = min(last[j - 1] + wrong, last[j] + 1, this[j - 1] + 1)
                if i > 1 and j > 1 and text[i - 1] == table[row, j - 2] and text[i - 2] == table[row, j - 1]:
                    found = min(found, before[j - 2] + 1)
                this[j] = found
            before, last, this = last, this, before
        far[row] = min(last[width], FAR)
    return far
