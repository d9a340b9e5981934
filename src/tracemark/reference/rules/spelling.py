"""How far apart two spellings are, counted in typing errors."""


def allowed_errors(length: int) -> int:
    """Typing errors a name of ``length`` signs may bear: none below four signs, one to five, then two."""
    if length < 4:
        return 0
    return 1 if length <= 5 else 2


def typing_errors(typed: str, name: str, limit: int) -> int:
    """Signs added, left out, changed or two neighbours swapped between ``typed`` and ``name``.

    Counting stops at ``limit + 1``: a greater answer only means "more than ``limit``".
    """
    if abs(len(typed) - len(name)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, sign in enumerate(typed, 1):
        older, before, row = before, row, [i] + [0] * len(name)
        for j, other in enumerate(name, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == name[j - 2] and typed[i - 2] == other:
                row[j] = min(row[j], older[j - 2] + 1)
        if min(row) > limit:
            return limit + 1
    return row[-1]
