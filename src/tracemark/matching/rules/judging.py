"""What an officer's judgement of two records does, and when it is refused."""

from enum import StrEnum

from tracemark.findings import Finding, Severity


class Verdict(StrEnum):
    """Whether two records are one weapon."""

    SAME = "same"
    NOT_SAME = "not_same"
    UNSURE = "unsure"


class Effect(StrEnum):
    """What a judgement changes in the lives of the two weapons."""

    LINK = "link"
    UNLINK = "unlink"
    NONE = "none"


def effect_of(before: Verdict | None, verdict: Verdict) -> Effect:
    """Only coming to "same", or leaving it, is an event; the rest is opinion on record."""
    if verdict is before:
        return Effect.NONE
    if verdict is Verdict.SAME:
        return Effect.LINK
    return Effect.UNLINK if before is Verdict.SAME else Effect.NONE


def check_judgement(*, is_one_record: bool, are_visible: bool, may_judge: bool, why: str) -> list[Finding]:
    """Why a judgement may not be given."""
    checks = (
        (is_one_record, "judgement_of_one_record"),
        (not are_visible, "no_such_weapon"),
        (are_visible and not may_judge, "permission_missing"),
        (not why.strip(), "judgement_needs_reason"),
    )
    return [
        Finding(code, {"permission": "match.judge"} if code == "permission_missing" else {}, Severity.REFUSAL)
        for failed, code in checks
        if failed
    ]
