"""What class teachers have done of their autumn tasks (Regulation 6, 9)."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.persistence.models import (
    ClassNotice,
    ClassNoticeReading,
    ClassTeacher,
    FileCheck,
    FileItem,
    SchoolClass,
)
from ejournal_app.services.class_tasks.classes import guardians_by_class, pupils_by_class
from ejournal_app.services.class_tasks.items import USUAL_ITEMS
from ejournal_app.services.class_tasks.notice_template import NOTICE_TEMPLATE

from .calendar_rows import YearPlan
from .sizes import random_for
from .tables import Tables

_FILES_AFTER, _NOTICE_AFTER = timedelta(days=14), timedelta(days=9)


def add_class_tasks(tables: Tables, session: Session, year: YearPlan, parent: int) -> None:
    """Confirm most of the personal files and tell most of the parents, not the demo `parent`."""
    random = random_for("class tasks")
    items = [
        tables.add(
            FileItem,
            school_id=year.school_id,
            name_lv=name_lv,
            name_en=name_en,
            position=position,
        )
        for position, (name_lv, name_en) in enumerate(USUAL_ITEMS)
    ]
    began = datetime.combine(year.starts_on, time(12), UTC)
    checked_at, told_at = (
        min(clock.now(), began + after) for after in (_FILES_AFTER, _NOTICE_AFTER)
    )
    teachers = {
        class_id: person_id
        for class_id, person_id in session.execute(
            select(col(SchoolClass.id), col(ClassTeacher.person_id)).join(
                ClassTeacher, col(ClassTeacher.class_id) == col(SchoolClass.id)
            )
        )
        if class_id is not None
    }
    pupils = pupils_by_class(session, teachers, year.today)
    guardians = guardians_by_class(session, teachers, year.today)
    for place, (class_id, teacher) in enumerate(teachers.items()):
        for pupil in pupils.get(class_id, []):
            for item in items if random.random() < 0.8 else items[:3]:
                tables.add(
                    FileCheck,
                    pupil_id=pupil.pupil_id,
                    item_id=item,
                    year_id=year.year_id,
                    confirmed_at=checked_at,
                    confirmed_by_id=teacher,
                )
        if place % 4 == 3:
            continue
        notice = tables.add(
            ClassNotice,
            class_id=class_id,
            text=NOTICE_TEMPLATE.strip(),
            published_at=told_at,
            published_by_id=teacher,
        )
        for row in guardians.get(class_id, []):
            if row.person_id == parent or random.random() < 0.3:
                continue
            at_meeting = random.random() < 0.3
            tables.add(
                ClassNoticeReading,
                notice_id=notice,
                person_id=row.person_id,
                read_at=told_at,
                told_on=told_at.date() if at_meeting else None,
                recorded_by_id=teacher if at_meeting else row.person_id,
            )
