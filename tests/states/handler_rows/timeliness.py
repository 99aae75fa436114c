"""Management's view of timeliness, and extensions of deadlines."""

from tests.states.rows import Row
from tests.states.school import READS_EVERYTHING, School


def _form(school: School) -> dict[str, object]:
    return {
        "form": {
            "person": str(school.person("skolotajs")),
            "journal": str(school.own.journal),
            "duty": "marks",
            "due_from": school.own.day,
            "due_to": school.own.day,
            "until": "nav diena",
            "reason": "Iemesls",
        }
    }


ROWS = {
    "timeliness.Timeliness.enter": Row(open_to=READS_EVERYTHING),
    "timeliness.Timeliness.look_at": Row(
        open_to=READS_EVERYTHING, arguments=lambda _school: {"by": "klase"}
    ),
    "timeliness.Timeliness.arrange": Row(
        open_to=READS_EVERYTHING, arguments=lambda _school: {"order": "vards"}
    ),
    "missing_today.MissingToday.enter": Row(open_to=READS_EVERYTHING),
    "timeliness_lines.TimelinessLines.enter": Row(
        open_to=READS_EVERYTHING, path=lambda _own: "/savlaicigums/pedagogs/1/2026-11-23"
    ),
    "extensions.Extensions.enter": Row(open_to=READS_EVERYTHING),
    "extensions.Extensions.choose_person": Row(
        open_to=READS_EVERYTHING,
        arguments=lambda school: {"person_id": str(school.person("skolotajs"))},
    ),
    "extensions.Extensions.save": Row(open_to=READS_EVERYTHING, arguments=_form),
    "extensions.Extensions.withdraw": Row(
        open_to=READS_EVERYTHING, arguments=lambda _school: {"extension_id": 10**9}
    ),
}
