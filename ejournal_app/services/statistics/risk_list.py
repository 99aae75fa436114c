"""Pupils who may need help, school-wide: the own class, or all; never in the order of marks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.collation import SortKey, person_key, sort_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.movements import lasts_on
from ejournal_app.domain.risk import Risk
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Enrolment, Journal
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.persistence.queries.schools import year_on
from ejournal_app.persistence.queries.year_marks import YearMarks, attended_by, year_marks
from ejournal_app.services.journal_marks import marked_in_levels
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition

from .pupil_risks import held_tests, pupil_risks
from .risk_words import RISK_NAMES, risk_words

_ALL_PUPILS = frozenset({GrantedRole.MANAGEMENT, GrantedRole.SUPERUSER})


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLine:
    """A pupil in one subject, with the reasons."""

    pupil: PupilRow
    journal_id: int
    journal: str
    risks: tuple[Risk, ...]

    @property
    def name(self) -> str:
        """Surname first."""
        return f"{self.pupil.family_name} {self.pupil.given_name}"

    @property
    def by_name(self) -> tuple[tuple[SortKey, SortKey], SortKey]:
        """The order of the list: by name, then by journal."""
        return (person_key(self.pupil.family_name, self.pupil.given_name), sort_key(self.journal))


def _load(actor: Actor) -> Sequence[RiskLine]:
    """Return the lines of the pupils the actor may see here, by name."""
    today = clock.today()
    with reading() as session:
        year = year_on(session, today)
        if year is None or year.id is None:
            return []
        sees_all = bool(actor.roles & _ALL_PUPILS)
        of_class = [] if sees_all else [col(Enrolment.class_id).in_(actor.class_ids)]
        pupils = {row.pupil_id: row for row in pupils_enrolled(session, today, *of_class)}
        data = (
            year_marks(session, year.id)
            if sees_all
            else year_marks(session, year.id, attended_by(pupils), pupil_ids=pupils)
        )
        return sorted(_lines(session, data, pupils), key=lambda line: line.by_name)


def _lines(session: Session, data: YearMarks, pupils: dict[int, PupilRow]) -> list[RiskLine]:
    today = clock.today()
    of_class: dict[int, list[Journal]] = defaultdict(list)
    of_group: dict[int, list[Journal]] = defaultdict(list)
    for journal in data.journals.values():
        if journal.class_id is not None:
            of_class[journal.class_id].append(journal)
        else:
            of_group[journal.group_id or 0].append(journal)
    attends: dict[int, list[Journal]] = {
        pupil_id: [*of_class[row.class_id]] for pupil_id, row in pupils.items()
    }
    for (pupil_id, group_id), stays in data.spans.groups.items():
        if pupil_id in attends and any(lasts_on(stay, today) for stay in stays):
            attends[pupil_id] += of_group[group_id]
    tests = {
        journal_id: held_tests(data, journal, today)
        for journal_id, journal in data.journals.items()
    }
    levels = {
        journal_id: marked_in_levels(session, journal)
        for journal_id, journal in data.journals.items()
    }
    found: list[RiskLine] = []
    for pupil_id, journals in attends.items():
        for journal in journals:
            assert journal.id is not None
            own = pupil_risks(
                data, journal, tests[journal.id], pupil_id, in_levels=levels[journal.id]
            )
            if own:
                found.append(
                    RiskLine(
                        pupil=pupils[pupil_id],
                        journal_id=journal.id,
                        journal=journal.name,
                        risks=own,
                    )
                )
    return found


def _reasons(line: RiskLine) -> Message:
    words = [risk_words(risk) for risk in line.risks]
    text = words[0]
    for more in words[1:]:
        text = Message(N_("{first} {second}"), {"first": text, "second": more})
    return text


AT_RISK = ListDefinition[RiskLine](
    key="riska-saraksts",
    title=N_("Pupils who may need help"),
    permission=Permission.RISK_LIST,
    load=_load,
    columns=(
        Column(key="name", title=N_("Name"), cell=lambda line: line.name),
        Column(
            key="class",
            title=N_("Class"),
            cell=lambda line: line.pupil.class_name,
            order=lambda line: (sort_key(line.pupil.class_name), line.by_name),
        ),
        Column(
            key="journal",
            title=N_("Journal"),
            cell=lambda line: line.journal,
            order=lambda line: (sort_key(line.journal), line.by_name),
        ),
        Column(
            key="reasons",
            title=N_("Why"),
            cell=_reasons,
            # Sorting by the numbers in the words would rank pupils.
            order=lambda line: line.by_name,
        ),
    ),
    filters=(
        Filter(key="class", title=N_("Class"), values_of=lambda line: (line.pupil.class_name,)),
        Filter(
            key="reason",
            title=N_("Why"),
            values_of=lambda line: tuple(risk.kind for risk in line.risks),
            labels={kind.value: name for kind, name in RISK_NAMES.items()},
        ),
    ),
    href=lambda line: f"/zurnals/{line.journal_id}/skolens/{line.pupil.pupil_id}",
    found_by=lambda line: f"{line.name} {line.pupil.given_name} {line.journal}",
)
