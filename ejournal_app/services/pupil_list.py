"""The list of pupils: enrolled today, coming, former (Regulation 7.5, 8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from ejournal_app import clock
from ejournal_app.domain.access import Actor, GrantedRole, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.queries.pupil_places import (
    PupilPlace,
    Standing,
    class_teacher_names,
    pupil_places,
)

from .lists.definition import Column, Filter, ListDefinition

_EVERYBODY = "all"
_WORDS = {
    Standing.ENROLLED: N_("Learns here today"),
    Standing.COMING: N_("Starts later"),
    Standing.FORMER: N_("Former"),
}
_ALL_PUPILS = frozenset({GrantedRole.CLERK, GrantedRole.MANAGEMENT, GrantedRole.SUPERUSER})


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilLine:
    """A pupil as the list shows them."""

    place: PupilPlace
    class_teacher: str


def _load(actor: Actor) -> Sequence[PupilLine]:
    """Return the pupils the actor may list; a class teacher, those of the class, none former."""
    today = clock.today()
    with reading() as session:
        places = pupil_places(session, today)
        teachers = class_teacher_names(session, today)
    if not actor.roles & _ALL_PUPILS:
        places = [
            place
            for place in places
            if place.class_id in actor.class_ids and place.standing is not Standing.FORMER
        ]
    lines = [
        PupilLine(place=place, class_teacher=teachers.get(place.class_id, "")) for place in places
    ]
    return sorted(
        lines,
        key=lambda line: (
            sort_key(line.place.class_name),
            person_key(line.place.family_name, line.place.given_name),
        ),
    )


PUPILS = ListDefinition[PupilLine](
    key="skoleni",
    title=N_("Pupils"),
    permission=Permission.PUPIL_LIST,
    load=_load,
    columns=(
        Column(
            key="name",
            title=N_("Name"),
            cell=lambda line: f"{line.place.family_name} {line.place.given_name}",
            order=lambda line: person_key(line.place.family_name, line.place.given_name),
        ),
        Column(key="class", title=N_("Class"), cell=lambda line: line.place.class_name),
        Column(key="teacher", title=N_("Class teacher"), cell=lambda line: line.class_teacher),
        Column(key="programme", title=N_("Programme"), cell=lambda line: line.place.programme_code),
        Column(key="from", title=N_("Enrolled from"), cell=lambda line: line.place.starts_on),
        Column(key="until", title=N_("Until"), cell=lambda line: line.place.ends_on),
        Column(key="order", title=N_("Order No."), cell=lambda line: line.place.order_number),
        Column(
            key="ordered",
            title=N_("Order date"),
            cell=lambda line: line.place.order_date,
            on_screen=False,
        ),
        Column(
            key="standing",
            title=N_("Standing"),
            cell=lambda line: Message(_WORDS[line.place.standing]),
            on_screen=False,
        ),
    ),
    filters=(
        Filter(
            key="standing",
            title=N_("Standing"),
            values_of=lambda line: (line.place.standing, _EVERYBODY),
            labels={
                **{standing: Message(words) for standing, words in _WORDS.items()},
                _EVERYBODY: Message(N_("Everybody")),
            },
            default=Standing.ENROLLED,
        ),
        Filter(key="class", title=N_("Class"), values_of=lambda line: (line.place.class_name,)),
    ),
    href=lambda line: f"/skoleni/{line.place.pupil_id}",
    found_by=lambda line: (
        f"{line.place.given_name} {line.place.family_name} {line.place.class_name}"
    ),
)
