"""The list of groups (Regulation 7.4)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import sort_key
from ejournal_app.domain.messages import N_
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.queries.groups import classes_by_pupil, group_rows, memberships_from
from ejournal_app.persistence.queries.schools import working_year, years_of
from ejournal_app.persistence.queries.teaching import teachers_by_journal
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition
from ejournal_app.services.lists.year_filter import year_filter

from .years import day_in, year_name


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedGroup:
    """A group with who is in it today, or on its year's nearest day."""

    group_id: int
    name: str
    year: str
    is_present: bool
    """Of the year people work on today."""
    subject: str
    classes: tuple[str, ...]
    pupils: int
    teachers: str


def _load(_actor: Actor) -> Sequence[ListedGroup]:
    """Return the groups of all years, the latest year first."""
    today = clock.today()
    listed: list[ListedGroup] = []
    with reading() as session:
        working = working_year(session, today)
        for year in years_of(session):
            assert year.id is not None
            on = day_in(year, today)
            rows = group_rows(session, [year.id])
            classes = classes_by_pupil(session, on)
            teachers = teachers_by_journal(session, on)
            members: dict[int, list[int]] = defaultdict(list)
            for row in memberships_from(session, on, [row.group_id for row in rows]):
                if row.starts_on <= on and row.pupil_id in classes:
                    members[row.group_id].append(row.pupil_id)
            in_year = [
                ListedGroup(
                    group_id=row.group_id,
                    name=row.name,
                    year=year_name(year),
                    is_present=working is not None and year.id == working.id,
                    subject=row.subject,
                    classes=tuple(
                        sorted({classes[pupil][1] for pupil in members[row.group_id]}, key=sort_key)
                    ),
                    pupils=len(members[row.group_id]),
                    teachers=", ".join(
                        sorted(
                            {
                                f"{person.family_name} {person.given_name}"
                                for journal in row.journal_ids
                                for person in teachers.get(journal, [])
                            },
                            key=sort_key,
                        )
                    ),
                )
                for row in rows
            ]
            listed += sorted(in_year, key=lambda row: sort_key(row.name))
    return listed


GROUPS = ListDefinition[ListedGroup](
    key="grupas",
    title=N_("Groups"),
    permission=Permission.TEACHING_WRITE,
    load=_load,
    columns=(
        Column(key="name", title=N_("Group"), cell=lambda row: row.name),
        Column(key="subject", title=N_("Subject"), cell=lambda row: row.subject),
        Column(key="classes", title=N_("Classes"), cell=lambda row: ", ".join(row.classes)),
        Column(key="pupils", title=N_("Number of pupils"), cell=lambda row: row.pupils),
        Column(key="teachers", title=N_("Teachers"), cell=lambda row: row.teachers),
        Column(key="year", title=N_("School year"), cell=lambda row: row.year),
    ),
    filters=(
        Filter(key="class", title=N_("Class"), values_of=lambda row: row.classes),
        Filter(key="subject", title=N_("Subject"), values_of=lambda row: (row.subject,)),
        year_filter(lambda row: row.is_present),
    ),
    href=lambda row: f"/grupa/{row.group_id}",
)
