"""Personal files, achievements and what class teachers tell parents (Regulation 6, 7.8, 9)."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from ejournal_app.domain.kinds import AchievementKind, AchievementLevel

from .base import Table, Versioned, one_of


class FileItem(Versioned, table=True):
    """Something every personal file must hold (personas lietas sastāvdaļa), set by the school."""

    __table_args__ = (UniqueConstraint("school_id", "name_lv"),)

    id: int | None = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id")
    name_lv: str = Field(max_length=200)
    name_en: str = Field(default="", max_length=200)
    position: int = Field(default=0)
    is_active: bool = Field(default=True)


class FileCheck(Table, table=True):
    """A class teacher confirms that a pupil's file holds an item this year (Regulation 9)."""

    __table_args__ = (UniqueConstraint("pupil_id", "item_id", "year_id"), Index(None, "year_id"))

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id")
    item_id: int = Field(foreign_key="file_item.id")
    year_id: int = Field(foreign_key="school_year.id")
    confirmed_at: datetime
    confirmed_by_id: int = Field(foreign_key="person.id")


class Achievement(Versioned, table=True):
    """A pupil's achievement: an olympiad, a competition (sasniegums, Regulation 7.8)."""

    __table_args__ = (
        one_of("kind", AchievementKind),
        one_of("level", AchievementLevel),
        Index(None, "pupil_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="pupil.id")
    day: date
    kind: str = Field(max_length=20)
    level: str = Field(max_length=20)
    title: str = Field(max_length=200)
    result: str = Field(default="", max_length=200)
    teacher_name: str = Field(default="", max_length=200)
    """Who prepared the pupil."""
    recorded_at: datetime
    recorded_by_id: int = Field(foreign_key="person.id")


class ClassNotice(Versioned, table=True):
    """What a class teacher tells the parents of a class at the start of the year (Regulation 6)."""

    __table_args__ = (UniqueConstraint("class_id"),)

    id: int | None = Field(default=None, primary_key=True)
    class_id: int = Field(foreign_key="school_class.id")
    text: str = Field(max_length=4000)
    published_at: datetime
    published_by_id: int = Field(foreign_key="person.id")


class ClassNoticeReading(Table, table=True):
    """A guardian has read the notice, or was told at a meeting."""

    __table_args__ = (UniqueConstraint("notice_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    notice_id: int = Field(foreign_key="class_notice.id")
    person_id: int = Field(foreign_key="person.id")
    read_at: datetime
    told_on: date | None = None
    """The day of the meeting where the class teacher told them; None: read in the app."""
    recorded_by_id: int = Field(foreign_key="person.id")
