"""The validation page."""

from tests.states.rows import Row
from tests.states.school import READS_EVERYTHING

ROWS = {
    "checks.Checks.enter": Row(open_to=READS_EVERYTHING, path=lambda _own: "/parbaude"),
}
