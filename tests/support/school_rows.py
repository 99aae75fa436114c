"""The rows of the tiny school, written straight through the models."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from ejournal_app import clock
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.school_year_defaults import default_year
from ejournal_app.persistence.models import (
    BellPeriod,
    BellSchedule,
    GroupMembership,
    Journal,
    Lesson,
    Room,
    SchoolBreak,
    SchoolClass,
    SchoolYear,
    Semester,
    StudyGroup,
    Subject,
    Work,
    WorkKind,
)

from .school_days import FRIDAY, LESSON_DAYS, SEPTEMBER, TODAY, YESTERDAY
from .school_people import PeopleRows


def planned_lesson(
    journal_id: int, day: date, number: int, *, room_id: int | None = None
) -> Lesson:
    """A lesson as planning leaves it, at the time the tiny school's bell gives its number."""
    starts_at = datetime.combine(day, time(7 + number, 30), clock.RIGA).astimezone(UTC)
    return Lesson(
        journal_id=journal_id,
        day=day,
        number=number,
        room_id=room_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=40),
    )


class SchoolRows(PeopleRows):
    """Adds everything to one session and remembers the ids."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.lessons: dict[tuple[int, date], int] = {}
        self.year_id = self.add(
            SchoolYear(
                school_id=self.school_id,
                starting=2026,
                starts_on=SEPTEMBER,
                ends_on=date(2027, 8, 31),
            )
        )

    def everything(self) -> dict[str, int]:
        self._calendar()
        class_a, class_b = (
            self.add(SchoolClass(year_id=self.year_id, grade=5, letter=letter)) for letter in "ab"
        )
        plain = {"year_id": self.year_id, "class_a": class_a, "class_b": class_b}
        plain |= self.add_pupils(class_a, class_b)
        english = self._subject("Angļu valoda")
        plain["group"] = self.add(
            StudyGroup(year_id=self.year_id, subject_id=english, name="Angļu valoda 5.1")
        )
        for name, ends_on in {"anna": None, "dace": None, "zane": None, "bruno": FRIDAY}.items():
            self.add(
                GroupMembership(
                    group_id=plain["group"],
                    pupil_id=plain[name],
                    starts_on=SEPTEMBER,
                    ends_on=ends_on,
                )
            )
        plain |= self._journals(class_a, class_b, plain["group"], english)
        plain |= self._works(plain["maths_a"])
        self.add_staff(plain)
        self.add_guardians(plain)
        return plain

    def _calendar(self) -> None:
        calendar = default_year(2026)
        for span in calendar.semesters:
            if span.grade == 5:
                self.add(
                    Semester(
                        year_id=self.year_id,
                        grade=5,
                        number=span.number,
                        starts_on=span.starts_on,
                        ends_on=span.ends_on,
                    )
                )
        for pause in calendar.breaks:
            self.add(
                SchoolBreak(
                    year_id=self.year_id,
                    name=pause.name,
                    starts_on=pause.starts_on,
                    ends_on=pause.ends_on,
                )
            )
        bells = self.add(
            BellSchedule(school_id=self.school_id, name="Ikdienas", valid_from=SEPTEMBER)
        )
        for number in range(1, 9):
            self.add(
                BellPeriod(
                    schedule_id=bells,
                    number=number,
                    starts_at=time(7 + number, 30),
                    ends_at=time(8 + number, 10),
                )
            )

    def _subject(self, name: str) -> int:
        return self.add(Subject(school_id=self.school_id, name=name, short_name=name[:5]))

    def _journals(self, class_a: int, class_b: int, group: int, english: int) -> dict[str, int]:
        maths = self._subject("Matemātika")
        room = self.add(Room(school_id=self.school_id, name="214"))
        made: dict[str, int] = {}
        for key, name, number, data in (
            ("maths_a", "Matemātika 5.a", 2, {"subject_id": maths, "class_id": class_a}),
            ("maths_b", "Matemātika 5.b", 3, {"subject_id": maths, "class_id": class_b}),
            ("english", "Angļu valoda 5.1", 1, {"subject_id": english, "group_id": group}),
            (
                "choir",
                "Koris 5.a",
                7,
                {
                    "subject_id": self._subject("Koris"),
                    "class_id": class_a,
                    "kind": JournalKind.INTEREST,
                    "attendance_only": True,
                    "runs_in_breaks": True,
                },
            ),
        ):
            made[key] = self.add(
                Journal(year_id=self.year_id, name=name, grade=5, starts_on=SEPTEMBER, **data)  # type: ignore[arg-type]
            )
            for day in LESSON_DAYS:
                self.lessons[made[key], day] = self.add(
                    planned_lesson(made[key], day, number, room_id=room)
                )
        return made

    def _works(self, maths_a: int) -> dict[str, int]:
        made: dict[str, int] = {}
        for key, name, code, scale, weight, day in (
            ("test", "Pārbaudes darbs", "test", "points10", 3, YESTERDAY),
            ("quiz", "Formatīvs", "formative", "pass_fail", 0, TODAY),
        ):
            kind = self.add(
                WorkKind(
                    school_id=self.school_id,
                    code=code,
                    name_lv=name,
                    name_en=code.title(),
                    scale="" if scale == "points10" else scale,
                    weight=weight,
                    deadline_days=7,
                    is_test=code == "test",
                    effective_from=SEPTEMBER,
                )
            )
            made[key] = self.add(
                Work(
                    journal_id=maths_a,
                    lesson_id=self.lessons[maths_a, day],
                    kind_id=kind,
                    title="Daļas",
                    day=day,
                    scale=scale,
                    weight=weight,
                )
            )
        return made
