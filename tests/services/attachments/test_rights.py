"""Who stores documents, who reads them, and when those that belong to nothing are deleted."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import (
    AbsenceApplication,
    AbsenceNote,
    AbsenceRequest,
    StoredFile,
)
from ejournal_app.services.attachments.kinds import MOST_LOOSE, Purpose
from ejournal_app.services.attachments.reading import read_attachment
from ejournal_app.services.attachments.storing import require_store, store, taken
from ejournal_app.services.scheduled.tidying import forget_loose_documents
from tests.support.documents import PDF
from tests.support.school import TinySchool
from tests.support.school_days import NOW, TODAY
from tests.support.trail import trail

Clock = Callable[[date | datetime], None]


def welcome(school: TinySchool, purpose: Purpose) -> set[str]:
    found: set[str] = set()
    for name, actor in school.actors.all().items():
        try:
            require_store(actor, purpose)
            found.add(name)
        except Forbidden:
            pass
    return found


def readers(school: TinySchool, file_id: int) -> set[str]:
    found: set[str] = set()
    for name, actor in school.actors.all().items():
        try:
            read_attachment(actor, file_id)
            found.add(name)
        except Forbidden:
            pass
    return found


def keep(actor: Actor, purpose: Purpose = Purpose.NOTE) -> int:
    return store(actor, purpose=purpose, name="zīme.pdf", content=PDF)


def note_with(school: TinySchool, file_id: int) -> None:
    with writing() as session:
        session.add(
            AbsenceNote(
                pupil_id=school.anna,
                starts_on=TODAY,
                ends_on=TODAY,
                reason=Justification.ILLNESS,
                recorded_at=clock.now(),
                recorded_by_id=school.actors.maija.person_id,
                document_id=file_id,
            )
        )


def test_who_may_store_what(school: TinySchool) -> None:
    assert welcome(school, Purpose.NOTE) == {"maija", "nora", "management", "superuser"}
    assert welcome(school, Purpose.APPLICATION) == {"parent", "other_parent"}
    assert welcome(school, Purpose.TEACHER_ABSENCE) >= {"ilze", "clerk", "management"}
    assert not welcome(school, Purpose.TEACHER_ABSENCE) & {"parent", "pupil"}


def test_a_loose_document_is_seen_by_who_stored_it_only(school: TinySchool) -> None:
    file_id = keep(school.actors.maija)
    assert readers(school, file_id) == {"maija"}
    found = read_attachment(school.actors.maija, file_id)
    assert (found.name, found.media_type, found.content) == ("zīme.pdf", "application/pdf", PDF)


def test_that_of_a_note_is_read_by_who_may_read_the_reason(school: TinySchool) -> None:
    file_id = keep(school.actors.maija)
    note_with(school, file_id)
    assert readers(school, file_id) == {"maija", "management", "parent", "pupil"}
    # Who stored it is not in the trail for reading it; the others are, with whose it is.
    entries = trail(Permission.NOTE_READ)
    assert {entry.pupil_id for entry in entries if entry.entity_id == file_id} >= {school.anna}


def test_who_filed_an_application_reads_its_document_still(school: TinySchool) -> None:
    file_id = keep(school.actors.parent, Purpose.APPLICATION)
    with writing() as session:
        session.add(
            AbsenceApplication(
                pupil_id=school.dace,
                starts_on=TODAY,
                ends_on=TODAY,
                reason=Justification.ILLNESS,
                filed_at=clock.now(),
                filed_by_id=school.actors.parent.person_id,
                document_id=file_id,
            )
        )
    assert readers(school, file_id) == {"parent", "nora", "management", "other_parent"} | {
        "other_pupil"
    }


def test_a_teachers_document_is_read_by_the_office_and_the_teacher(school: TinySchool) -> None:
    file_id = keep(school.actors.ilze, Purpose.TEACHER_ABSENCE)
    with writing() as session:
        session.add(
            AbsenceRequest(
                person_id=school.actors.ilze.person_id,
                kind=TeacherAbsenceKind.COURSES,
                starts_on=TODAY,
                ends_on=TODAY,
                asked_at=clock.now(),
                document_id=file_id,
            )
        )
    assert readers(school, file_id) == {"ilze", "management", "clerk", "superuser"}


def test_other_files_of_the_school_are_not_documents(school: TinySchool) -> None:
    file_id = keep(school.actors.maija)
    with writing() as session:
        session.get_one(StoredFile, file_id).purpose = "logo"
    assert readers(school, file_id) == set()
    with pytest.raises(Forbidden):
        read_attachment(school.actors.maija, 1_000_000_000)


def test_only_ones_own_loose_document_of_the_purpose_can_be_taken(school: TinySchool) -> None:
    maija, permission = school.actors.maija, Permission.NOTE_WRITE
    own, other = keep(maija), keep(school.actors.nora)
    with writing() as session:
        assert taken(session, maija, own, Purpose.NOTE, permission=permission) == own
        assert taken(session, maija, None, Purpose.NOTE, permission=permission) is None
        assert (
            taken(session, maija, other, Purpose.NOTE, permission=permission, standing=other)
            == other
        )
        for file_id, purpose in ((other, Purpose.NOTE), (own, Purpose.APPLICATION)):
            with pytest.raises(Forbidden):
                taken(session, maija, file_id, purpose, permission=permission)
    note_with(school, own)
    with writing() as session, pytest.raises(Forbidden):
        taken(session, maija, own, Purpose.NOTE, permission=permission)


def test_nobody_fills_the_database_with_loose_documents(school: TinySchool) -> None:
    for _ in range(MOST_LOOSE):
        keep(school.actors.maija)
    with pytest.raises(Refused):
        keep(school.actors.maija)
    keep(school.actors.nora)


def test_loose_documents_are_deleted_after_a_day(school: TinySchool, clock_at: Clock) -> None:
    loose, held = keep(school.actors.maija), keep(school.actors.maija)
    note_with(school, held)
    assert forget_loose_documents() == 0
    clock_at(NOW + timedelta(days=1, minutes=1))
    fresh = keep(school.actors.maija)
    assert forget_loose_documents() == 1
    with reading() as session:
        assert set(session.scalars(select(col(StoredFile.id)))) == {held, fresh}
    assert loose not in {held, fresh}
