"""Marks that close a part of the year: their kinds are made on demand and enter no average."""

import pytest

from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Mark, SchoolYear, Work, WorkKind
from ejournal_app.services.entry_kinds import NAMES, entry_work_kind
from ejournal_app.services.journal_page import open_journal
from ejournal_app.services.works import work_kinds
from tests.support.entering import mark, saved
from tests.support.school import TinySchool
from tests.support.school_days import NOW, YESTERDAY
from tests.support.together import together


def made(school: TinySchool, kind: EntryKind) -> tuple[int, str, int]:
    with writing() as session:
        row = entry_work_kind(session, kind, session.get_one(SchoolYear, school.year_id))
        return row.id or 0, row.scale, row.weight


def test_a_kind_is_made_once_and_has_no_weight(school: TinySchool) -> None:
    assert set(NAMES) == set(EntryKind)
    for kind in EntryKind:
        first = made(school, kind)
        assert made(school, kind) == first
        assert first[2] == 0
    assert made(school, EntryKind.STATE_EXAM)[1] == Scale.PERCENT
    assert made(school, EntryKind.TRANSFERRED)[1] == ""


def test_two_who_need_a_kind_at_once_get_the_same_row(school: TinySchool) -> None:
    ids = together(*([lambda: made(school, EntryKind.YEAR)[0]] * 2))
    assert len(set(ids)) == 1


def test_teachers_do_not_choose_these_kinds(school: TinySchool) -> None:
    before = work_kinds(school.actors.ilze)
    made(school, EntryKind.YEAR)
    assert work_kinds(school.actors.ilze) == before


def test_an_earlier_year_gets_a_kind_of_its_own(school: TinySchool) -> None:
    this_year = made(school, EntryKind.YEAR)[0]
    with writing() as session:
        year = session.get_one(SchoolYear, school.year_id)
        earlier = SchoolYear(
            school_id=year.school_id,
            starting=2025,
            starts_on=year.starts_on.replace(year=2025),
            ends_on=year.ends_on.replace(year=2026),
        )
        session.add(earlier)
        session.flush()
        assert entry_work_kind(session, EntryKind.YEAR, earlier).id != this_year
    assert made(school, EntryKind.YEAR)[0] == this_year


@pytest.mark.parametrize("kind", [EntryKind.TRANSFERRED, EntryKind.YEAR])
def test_such_a_mark_enters_no_average_whatever_its_weight(
    school: TinySchool, kind: EntryKind
) -> None:
    saved(school.actors.ilze, mark(school.test, school.anna, "8"))
    kind_id = made(school, kind)[0]
    with writing() as session:
        session.get_one(WorkKind, kind_id).weight = 5
        work = Work(
            journal_id=school.maths_a,
            kind_id=kind_id,
            day=YESTERDAY,
            scale=Scale.TEN_POINTS,
            weight=5,
        )
        session.add(work)
        session.flush()
        session.add(
            Mark(
                work_id=work.id or 0,
                pupil_id=school.anna,
                value="2",
                set_at=NOW.astimezone(),
                set_by_id=school.actors.ilze.person_id,
            )
        )
    view = open_journal(school.actors.ilze, school.maths_a)
    anna = next(pupil for pupil in view.pupils if pupil.pupil_id == school.anna)
    assert anna.average == "8,00"
    with reading() as session:
        assert session.get_one(WorkKind, kind_id).entry_kind == kind
