"""The register of teachers' absences."""

from typing import Any

from tests.states.rows import Row, at
from tests.states.school import READS_EVERYTHING, TEACHERS

OFFICE = READS_EVERYTHING | {"lietvede"}
WRITERS = frozenset({"lietvede", "vadiba"})
SUPERUSER = frozenset({"virslietotajs"})
NOT_THERE = 1_000_000_000

_FORM = {"kind": "leave", "starts_on": "2026-09-01", "ends_on": "2026-09-02", "remark": ""}


def _on_nobody(open_to: frozenset[str], **arguments: Any) -> Row:
    """A row of a handler about an absence: whom it is open to may see all of them."""
    about = {"absence_id": str(NOT_THERE), **arguments}
    return Row(
        open_to=open_to,
        arguments=lambda _school: about,
        foreign=lambda _school, _things, _caller: [at("/prombutnes", NOT_THERE, **about)],
    )


ROWS = {
    "teacher_absences.OwnAbsences.look": Row(open_to=OFFICE | TEACHERS),
    "teacher_absences.TeacherAbsence.offer": Row(open_to=OFFICE),
    "teacher_absences.TeacherAbsence.enter": Row(
        open_to=OFFICE,
        path=lambda _own: "/prombutnes/1",
        foreign=lambda _school, _things, _caller: [at(f"/prombutnes/{NOT_THERE}", NOT_THERE)],
    ),
    "teacher_absences.TeacherAbsence.add": Row(
        open_to=WRITERS, arguments=lambda _school: {"form": _FORM | {"person": str(NOT_THERE)}}
    ),
    "teacher_absences.TeacherAbsence.change": _on_nobody(WRITERS, version=1, form=_FORM),
    "teacher_absences.TeacherAbsence.end": _on_nobody(WRITERS, version=1, last_day="2026-09-01"),
    "teacher_absences.TeacherAbsence.remove": _on_nobody(WRITERS, form={"typed": "x"}),
    "teacher_absences.TeacherAbsence.choose_day": Row(
        open_to=SUPERUSER, arguments=lambda _school: {"day": "2026-09-01"}
    ),
    "teacher_absences.TeacherAbsence.allow": _on_nobody(
        SUPERUSER, form={"day": "2026-09-01", "reason": "x"}
    ),
    "teacher_absences.TeacherAbsence.withdraw": _on_nobody(SUPERUSER, override_id=str(NOT_THERE)),
}
