"""A count as plain text for a terminal, in the active language."""

from django.utils.formats import number_format

from tracemark.figures.rules.counts import Tally
from tracemark.figures.rules.counts.exchange import ALL, count_lines
from tracemark.ui.words import word


def tally_text(tally: Tally, by: str = "cell") -> str:
    """Every number of the count, what was left out, and how it is counted."""
    lines = [word(f"figure_{tally.count.name}"), ""]
    for line in count_lines(tally, by):
        indent = "  " if line.breakdown == ALL else "      "
        label = word(f"count_cell_{line.cell}") if line.breakdown == ALL else line.breakdown
        value = word("no_value") if line.value is None else number_format(line.value)
        lines.append(f"{indent}{line.year}  {label}: {value}")
    lines += [
        "",
        *(f"{word(f'excluded_{reason}')}: {len(rows)}" for reason, rows in tally.left_out().items()),
    ]
    lines += ["", word(f"method_{tally.count.blanks}")]
    return "\n".join(lines) + "\n"
