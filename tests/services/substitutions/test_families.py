"""Families hear of changes once, and again when they are taken back; nobody hears why (12)."""

import json
import logging
from dataclasses import asdict
from typing import Any

import pytest
from sqlmodel import SQLModel

from ejournal_app.domain.access import Actor
from ejournal_app.domain.feeds import FeedPart, Window
from ejournal_app.domain.substitution_kinds import SubstitutionKind, SubstitutionReason
from ejournal_app.domain.teacher_absences import TeacherAbsenceKind
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading
from ejournal_app.services.day import teacher_day
from ejournal_app.services.diary import diary_week
from ejournal_app.services.feeds.family import family_events
from ejournal_app.services.feeds.teacher import teacher_events
from ejournal_app.services.journal_page import open_journal
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.notices.own import own_notices
from ejournal_app.services.reminders import tell_news
from ejournal_app.services.substitutions.candidates import candidates_for
from ejournal_app.services.substitutions.confirming import undo_cover
from tests.services.reminders.conftest import Told, sends, told
from tests.support.covering import cover
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, TOMORROW, YESTERDAY
from tests.support.told import told as told_in_app

from .conftest import Ill

__all__ = ["sends", "told"]
KINDS = SubstitutionKind
SECRETS = (
    *(kind.value for kind in TeacherAbsenceKind if kind is not TeacherAbsenceKind.OTHER),
    *(kind.value for kind in SubstitutionReason if kind is not SubstitutionReason.OTHER),
    "Darbnespēja",
    "nespēja",
    "Slimība",
    "Incapacity",
    "Illness",
    "Lapa Nr. 7",
)


def lines(told: Told, who: Actor) -> list[str]:
    """What the letters say of lessons, the latest letter last."""
    return [
        line
        for letter in told.messages(who)
        for line in letter.body.splitlines()
        if line.startswith("- ")
    ]


def test_parents_and_nobody_else_are_told_once_and_again_when_it_is_undone(
    told: Told, ill: Ill
) -> None:
    school = told.school
    actors = school.actors
    ill(first=TOMORROW, last=TOMORROW)
    lesson = school.lesson(school.maths_a, TOMORROW)
    row = cover(school, lesson, "maija")
    assert tell_news(told.at(minutes=7)) >= 1
    assert tell_news(told.at(minutes=12)) == 0
    assert lines(told, actors.parent) == ["- 26.11.2026, 2. stunda, Matemātika: vada Maija Sproģe"]
    for who in ("other_parent", "restricted_parent", "ilze", "janis", "nora"):
        assert told.messages(actors.all()[who]) == []
    undo_cover(actors.management, row.id or 0)
    assert tell_news(told.at(minutes=20)) >= 1
    assert lines(told, actors.parent)[1:] == [
        "- 26.11.2026, 2. stunda, Matemātika: tomēr notiek, kā plānots"
    ]
    assert any("Anna" in text for text in told_in_app(actors.parent))


def test_what_was_taken_back_before_anybody_was_told_is_told_to_nobody(
    told: Told, ill: Ill
) -> None:
    school = told.school
    ill(first=TOMORROW, last=TOMORROW)
    row = cover(school, school.lesson(school.maths_a, TOMORROW), None, KINDS.CANCELLED)
    undo_cover(school.actors.management, row.id or 0)
    assert tell_news(told.at(minutes=7)) == 0


def test_a_lesson_that_is_over_is_no_news(told: Told, ill: Ill) -> None:
    ill(first=YESTERDAY, last=TODAY)
    cover(told.school, told.school.lesson(told.school.maths_a), "maija")
    cover(told.school, told.school.lesson(told.school.maths_a, YESTERDAY), "maija")
    assert tell_news(told.at(minutes=7)) == 0


@pytest.mark.parametrize(
    ("kind", "who", "words"),
    [
        (KINDS.CANCELLED, None, "2. stunda, Matemātika: nenotiek"),
        (KINDS.MOVED, "janis", "2. stunda: Koris, nevis Matemātika (pārcelta no vēlākas stundas)"),
        (KINDS.SUPERVISED, "maija", "patstāvīgais darbs, uzrauga Maija Sproģe"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_kind_is_said_in_words(
    told: Told, ill: Ill, kind: SubstitutionKind, who: str | None, words: str
) -> None:
    school = told.school
    ill(first=TOMORROW, last=TOMORROW)
    choir = school.lesson(school.choir, TOMORROW)
    moved = choir if kind is KINDS.MOVED else None
    cover(school, school.lesson(school.maths_a, TOMORROW), who, kind, moved_from_id=moved)
    tell_news(told.at(minutes=7))
    (line,) = lines(told, school.actors.parent)
    assert words in line


def _readable(school: TinySchool, lesson: int) -> dict[str, Any]:
    """Everything of a substitution that somebody without the right to reasons can read."""
    actors, window = school.actors, Window(first=YESTERDAY, last=TOMORROW)
    parts = [FeedPart.LESSONS]
    with reading() as session:
        feeds = [
            family_events(session, actors.parent, school.anna, parts, window),
            teacher_events(session, actors.maija, parts, window),
        ]
    return {
        "day of the substitute": teacher_day(actors.maija, TOMORROW),
        "lesson of the substitute": open_lesson(actors.maija, lesson),
        "lesson of a colleague": open_lesson(actors.janis, lesson),
        "journal": open_journal(actors.janis, school.maths_a),
        "diary of a parent": diary_week(actors.parent, school.anna, TOMORROW),
        "diary of the pupil": diary_week(actors.pupil, school.anna, TOMORROW),
        "feeds": feeds,
        "notices": [
            [translate(language, notice.message) for notice in own_notices(actor)]
            for actor in actors.all().values()
            for language in ("lv", "en")
        ],
    }


def _text(value: Any) -> str:
    def plain(thing: Any) -> Any:
        return asdict(thing) if hasattr(thing, "__dataclass_fields__") else str(thing)

    return json.dumps(value, default=plain, ensure_ascii=False)


@pytest.mark.parametrize("kind", [TeacherAbsenceKind.INCAPACITY, TeacherAbsenceKind.COURSES])
def test_why_a_teacher_is_away_is_nowhere_others_can_read(
    told: Told, ill: Ill, caplog: pytest.LogCaptureFixture, kind: TeacherAbsenceKind
) -> None:
    school = told.school
    caplog.set_level(logging.DEBUG)
    ill(first=TOMORROW, last=TOMORROW, kind=kind)
    lesson = school.lesson(school.maths_a, TOMORROW)
    choice = candidates_for(school.actors.management, lesson)
    row = cover(school, lesson, "maija")
    tell_news(told.at(minutes=7))
    found = {what: _text(value) for what, value in _readable(school, lesson).items()}
    with reading() as session:
        for table in ("notice", "outbox_message", "audit_entry"):
            if table == "audit_entry":
                entity = SQLModel.metadata.tables[table].c.entity
                rows = (
                    SQLModel.metadata.tables[table]
                    .select()
                    .where(entity.in_(["substitution", "substitution_plan"]))
                )
            else:
                rows = SQLModel.metadata.tables[table].select()
            found[table] = _text([tuple(one) for one in session.connection().execute(rows)])
    found["candidates"] = _text(choice)
    found["log"] = caplog.text
    assert row.reason in ("illness", "courses")
    for what, text in found.items():
        assert not [secret for secret in SECRETS if secret in text], what
    assert "Maija Sproģe" in found["diary of a parent"]
