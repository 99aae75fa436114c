"""Averages explained, the statistics of a journal, its lists of marks."""

from ejournal_app import clock
from tests.states.rows import Row, at
from tests.states.school import READS_EVERYTHING, TEACHERS, Objects, School

READERS = READS_EVERYTHING | TEACHERS
"""Those who read journals."""


def _cell(school: School, things: Objects) -> dict[str, object]:
    return {"journal_id": str(things.journal), "pupil_id": things.pupil}


def _column(school: School, things: Objects) -> dict[str, object]:
    """A cell of the column of averages, as the grid names it."""
    cell = _cell(school, things)
    return {**cell, "pupil_id": str(cell["pupil_id"]), "key": "average"}


def _place(things: Objects) -> dict[str, object]:
    """A pupil of a work, as its list names them."""
    return {
        "journal_id": str(things.journal),
        "work_id": str(things.work),
        "pupil_id": things.pupil,
    }


def _on_a_day(things: Objects) -> dict[str, object]:
    return {"form": {f"done-later-{things.pupil}": clock.today().isoformat()}}


def _nothing(_things: Objects) -> dict[str, object]:
    return {}


ROWS = {
    "average_explained.AverageExplained.inspect": Row(
        open_to=READERS,
        arguments=lambda school: _cell(school, school.own),
        foreign=lambda school, things, _caller: [
            at("/", things.journal, **_cell(school, things)),
        ],
        may_see=READS_EVERYTHING,
    ),
    "average_explained.AverageExplained.inspect_cell": Row(
        open_to=READERS,
        arguments=lambda school: _column(school, school.own),
        foreign=lambda school, things, _caller: [
            at("/", things.journal, **_column(school, things)),
        ],
        may_see=READS_EVERYTHING,
    ),
    "subject_averages.SubjectAverages.enter": Row(
        path=lambda own: f"/dienasgramata/{own.pupil}/videjas",
        foreign=lambda _school, things, _caller: [
            at(f"/dienasgramata/{things.pupil}/videjas", things.pupil)
        ],
        may_see=READS_EVERYTHING,
    ),
    "journal_statistics.JournalStatistics.enter": Row(
        open_to=READERS,
        path=lambda own: f"/zurnals/{own.journal}/statistika",
        foreign=lambda _school, things, _caller: [at(f"/zurnals/{things.journal}/statistika")],
        may_see=READS_EVERYTHING,
    ),
    "journal_statistics.JournalStatistics.choose": Row(
        open_to=READERS,
        arguments=lambda school: {
            "journal_id": str(school.own.journal),
            "work_id": str(school.own.work),
            "pupil_id": str(school.own.pupil),
        },
        foreign=lambda _school, things, _caller: [
            at(
                "/",
                things.journal,
                journal_id=str(things.journal),
                work_id=str(things.work),
                pupil_id=str(things.pupil),
            )
        ],
        may_see=READS_EVERYTHING,
    ),
    "journal_list.JournalList.enter": Row(
        open_to=READERS,
        path=lambda own: f"/zurnals/{own.journal}/saraksts",
        foreign=lambda _school, things, _caller: [at(f"/zurnals/{things.journal}/saraksts")],
        may_see=READS_EVERYTHING,
    ),
    "work_marks.WorkMarks.enter": Row(
        open_to=READERS,
        path=lambda own: f"/zurnals/{own.journal}/darbs/{own.work}",
        foreign=lambda school, things, _caller: [
            at(f"/zurnals/{things.journal}/darbs/{things.work}", things.journal, things.work),
        ],
        may_see=READS_EVERYTHING,
    ),
    "work_marks.WorkMarks.watch": Row(
        open_to=READERS,
        arguments=lambda school: {"journal_id": school.own.journal, "work_id": school.own.work},
        foreign=lambda _school, things, _caller: [
            at("/", things.journal, journal_id=things.journal, work_id=things.work)
        ],
        may_see=READS_EVERYTHING,
    ),
    **{
        f"work_marks.WorkMarks.{handler}": Row(
            open_to=READERS,
            # No such work: nobody may, whatever the rest is.
            arguments=lambda school, form=form: {
                **_place(school.own),
                "work_id": str(10**9),
                **form(school.own),
            },
            foreign=lambda _school, things, _caller, form=form: [
                at("/", things.journal, things.work, **_place(things), **form(things))
            ],
        )
        for handler, form in (("done_later", _on_a_day), ("not_done_later", _nothing))
    },
    "pupil_marks.PupilMarks.enter": Row(
        open_to=READERS,
        path=lambda own: f"/zurnals/{own.journal}/skolens/{own.pupil}",
        foreign=lambda _school, things, _caller: [
            at(f"/zurnals/{things.journal}/skolens/{things.pupil}", things.journal, things.pupil)
        ],
        may_see=READS_EVERYTHING,
    ),
    "pupil_marks.PupilMarks.watch": Row(
        open_to=READERS,
        arguments=lambda school: {"journal_id": school.own.journal, "pupil_id": school.own.pupil},
        foreign=lambda _school, things, _caller: [
            at("/", things.journal, journal_id=things.journal, pupil_id=things.pupil)
        ],
        may_see=READS_EVERYTHING,
    ),
}
