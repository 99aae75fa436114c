"""Risks in words, for lists and pages."""

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.risk import LAST_MARKS, Risk, RiskKind

RISK_NAMES = {
    RiskKind.FALLING: Message(N_("Falling")),
    RiskKind.BELOW_SUFFICIENT: Message(N_("Average below 4")),
    RiskKind.MANY_NOT_MARKED: Message(N_("Many nv")),
    RiskKind.UNMARKED_TESTS: Message(N_("Tests without a mark")),
}
"""Short names, as filters show them."""


def risk_words(risk: Risk) -> Message:
    """Return one reason with its numbers."""
    match risk.kind:
        case RiskKind.FALLING:
            return Message(
                N_("Falling: the last {n} marks average {last}, the year {average}."),
                {"n": LAST_MARKS, "last": risk.last, "average": risk.average},
            )
        case RiskKind.BELOW_SUFFICIENT:
            return Message(N_("The average is below 4: {average}."), {"average": risk.average})
        case RiskKind.MANY_NOT_MARKED:
            return Message(N_("nv so often: {count}."), {"count": risk.count})
        case RiskKind.UNMARKED_TESTS:
            return Message(N_("Tests without a mark: {count}."), {"count": risk.count})
