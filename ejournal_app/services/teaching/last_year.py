"""Who taught a class the year before: proposed when its journals are made (Regulation 7.6)."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.curriculum import WantedJournal, journal_name
from ejournal_app.domain.next_grade import next_grade
from ejournal_app.domain.posts import Term
from ejournal_app.persistence.models import (
    Journal,
    JournalTeacher,
    SchoolClass,
    SchoolYear,
    Subject,
)

from .staff import StaffOption, staff_options

_Teachers = tuple[StaffOption, ...]


@dataclass(frozen=True, slots=True)
class LastYear:
    """The journals of the year before with those who taught them at its end and still work here."""

    classes: dict[tuple[int, str], int]
    whole: dict[tuple[int | None, int, str], _Teachers]
    """Of journals of whole classes, by class, subject and kind."""
    grouped: dict[str, _Teachers]
    """Of journals of groups, by the name of the journal."""

    def teachers(
        self, wanted: WantedJournal, school_class: SchoolClass, subject: Subject
    ) -> _Teachers:
        """Return who taught the same to this class one grade below; nobody when it is new."""
        before = school_class.grade - 1
        if next_grade(before) != school_class.grade:
            return ()
        line = wanted.line
        if wanted.group:
            earlier = f"{before}.{school_class.letter}"
            name = journal_name(subject.name, earlier, line.kind, wanted.group)
            return self.grouped.get(name, ())
        class_id = self.classes.get((before, school_class.letter))
        return self.whole.get((class_id, line.subject_id, line.kind), ()) if class_id else ()


def last_year(session: Session, year: SchoolYear) -> LastYear:
    """Return who taught in the year before; nothing when there was none."""
    before = session.scalars(
        select(SchoolYear).where(col(SchoolYear.starting) == year.starting - 1)
    ).first()
    if before is None:
        return LastYear({}, {}, {})
    working = {option.person_id: option for option in staff_options(session, year.starts_on)}
    whole: dict[tuple[int | None, int, str], list[StaffOption]] = defaultdict(list)
    grouped: dict[str, list[StaffOption]] = defaultdict(list)
    for journal, term in session.execute(
        select(Journal, JournalTeacher)
        .join(JournalTeacher, col(JournalTeacher.journal_id) == col(Journal.id))
        .where(col(Journal.year_id) == before.id)
    ):
        option = working.get(term.person_id)
        if option is None or not Term(term.starts_on, term.ends_on).holds(before.ends_on):
            continue
        if journal.class_id is None:
            grouped[journal.name].append(option)
        else:
            whole[journal.class_id, journal.subject_id, journal.kind].append(option)
    classes = session.scalars(select(SchoolClass).where(col(SchoolClass.year_id) == before.id))
    return LastYear(
        classes={(one.grade, one.letter): one.id or 0 for one in classes},
        whole={key: _in_order(found) for key, found in whole.items()},
        grouped={name: _in_order(found) for name, found in grouped.items()},
    )


def _in_order(options: list[StaffOption]) -> _Teachers:
    return tuple(sorted(set(options), key=lambda one: sort_key(one.name)))
