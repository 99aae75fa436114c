"""The register as a list, and a pupil's own achievements."""

from collections.abc import Sequence

from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key
from ejournal_app.domain.kinds import AchievementKind, AchievementLevel
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Achievement
from ejournal_app.persistence.queries.facts import pupil_facts
from ejournal_app.policies.rules import require
from ejournal_app.services.guard import use_case
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition

from .rows import AchievementRow, achievement_rows, seen_by

KINDS: dict[str, Message] = {
    AchievementKind.OLYMPIAD: Message(N_("Olympiad")),
    AchievementKind.COMPETITION: Message(N_("Competition")),
    AchievementKind.SPORT: Message(N_("Sports competition")),
    AchievementKind.RESEARCH: Message(N_("Research work")),
    AchievementKind.OTHER: Message(N_("Other achievement")),
}
LEVELS: dict[str, Message] = {
    AchievementLevel.SCHOOL: Message(N_("School level")),
    AchievementLevel.MUNICIPALITY: Message(N_("Municipality")),
    AchievementLevel.REGION: Message(N_("Region")),
    AchievementLevel.COUNTRY: Message(N_("Country")),
    AchievementLevel.INTERNATIONAL: Message(N_("International")),
}
"""What people call them, from the nearest to the farthest."""


@use_case
def achievements_of(actor: Actor, pupil_id: int) -> tuple[AchievementRow, ...]:
    """Return a pupil's achievements to whoever may read the diary, the latest first."""
    with reading() as session:
        require(actor, Permission.DIARY_READ, pupil_facts(session, pupil_id, clock.today()))
        return tuple(achievement_rows(session, col(Achievement.pupil_id) == pupil_id))


def _load(actor: Actor) -> Sequence[AchievementRow]:
    with reading() as session:
        return achievement_rows(session, *seen_by(actor, clock.today()))


ACHIEVEMENTS = ListDefinition[AchievementRow](
    key="sasniegumi",
    title=N_("Achievements"),
    permission=Permission.ACHIEVEMENT_LIST,
    load=_load,
    columns=(
        Column(
            key="pupil",
            title=N_("Pupil"),
            cell=lambda row: f"{row.family_name} {row.given_name}",
            order=lambda row: person_key(row.family_name, row.given_name),
        ),
        Column(key="class", title=N_("Class"), cell=lambda row: row.class_name),
        Column(key="day", title=N_("Date"), cell=lambda row: row.day),
        Column(key="kind", title=N_("Kind"), cell=lambda row: KINDS[row.kind]),
        Column(
            key="level",
            title=N_("Level"),
            cell=lambda row: LEVELS[row.level],
            order=lambda row: list(LEVELS).index(row.level),
        ),
        Column(key="title", title=N_("Event"), cell=lambda row: row.title),
        Column(key="result", title=N_("Result"), cell=lambda row: row.result),
        Column(key="teacher", title=N_("Prepared by"), cell=lambda row: row.teacher_name),
    ),
    filters=(
        Filter(key="year", title=N_("School year"), values_of=lambda row: (row.school_year,)),
        Filter(key="class", title=N_("Class"), values_of=lambda row: (row.class_name,)),
        Filter(key="kind", title=N_("Kind"), values_of=lambda row: (row.kind,), labels=KINDS),
        Filter(key="level", title=N_("Level"), values_of=lambda row: (row.level,), labels=LEVELS),
    ),
    href=lambda row: f"/sasniegumi/{row.achievement_id}",
    found_by=lambda row: (
        f"{row.given_name} {row.family_name} {row.class_name} {row.title} {row.result}"
    ),
)
