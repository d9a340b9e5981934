"""How a statistic is counted, sentence by sentence, out of its definition."""

from tracemark.observatory.rules.statistics import Statistic
from tracemark.ui.sentences import isolate
from tracemark.ui.words import word


def method_lines(statistic: Statistic) -> list[str]:
    """Paragraph, readings, questions, traps, and what happens without data."""
    readings = [word(f"reading_{one.code}") for one in statistic.readings]
    lines = [word("method_paragraph", paragraph=statistic.paragraph)]
    lines.append(word("method_reading", reading=readings[0]))
    lines += [word("method_other", reading=one) for one in readings[1:]]
    if statistic.keys:
        lines.append(word("method_questions", keys=isolate(" · ".join(sorted(statistic.keys)))))
    return [*lines, *(word(trap) for trap in statistic.traps), word("method_no_data")]
