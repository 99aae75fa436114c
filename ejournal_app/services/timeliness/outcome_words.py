"""What became of a duty, in words."""

from ejournal_app.domain.messages import N_
from ejournal_app.domain.timeliness import Outcome

OUTCOME_NAMES = {
    Outcome.IN_TIME: N_("in time"),
    Outcome.LATE: N_("done late"),
    Outcome.OVERDUE: N_("missing"),
    Outcome.COMING: N_("not due yet"),
}
