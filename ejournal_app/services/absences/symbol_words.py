"""What the symbols of attendance mean, in the words of people (Regulation 11)."""

from ejournal_app.domain.justification import TAKES_PART
from ejournal_app.domain.messages import N_

SYMBOL_WORDS: dict[str, str] = {
    "n": N_("Absent"),
    "k": N_("Late"),
    "ns": N_("Absent, justified: illness"),
    "nc": N_("Absent, justified: another reason"),
    "nn": N_("Absent, unjustified"),
    TAKES_PART: N_("Takes part in an event of the school"),
}
"""Symbol to msgid, in the order of a legend."""

SYMBOL_LOOKS: dict[str, str] = {
    "n": "bad",
    "k": "warn",
    "ns": "ok",
    "nc": "ok",
    "nn": "bad",
    TAKES_PART: "info",
}
"""The colour of a chip with these words."""
