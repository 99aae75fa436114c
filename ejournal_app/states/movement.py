"""Enrolling, leaving, moving and correcting a programme code: filled in, looked at, carried out.

What was typed comes with each event; nothing is written before the second step.
"""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.movements.enrolling import (
    Enrolling,
    NewPerson,
    enrol,
    preview_enrolling,
)
from ejournal_app.services.movements.finding import KnownPerson, find_people, known_person
from ejournal_app.services.movements.leaving import Leaving, leave, preview_leaving
from ejournal_app.services.movements.moving import Moving, move, preview_moving
from ejournal_app.services.movements.orders import (
    Movement,
    MovementPreview,
    Order,
    about,
)
from ejournal_app.services.movements.places import enrolment_form, movement_form
from ejournal_app.services.movements.programme_codes import correct_programme, preview_programme

from .feedback import Feedback
from .guard import done_and_go, requires
from .parsing import UNREADABLE, address_id, as_day, as_id, as_text
from .resuming import keeps

ENROL, LEAVE, MOVE, PROGRAMME = "uznemt", "izslegt", "parvietot", "programma"
NEW = "skoleni/jauns"


@dataclass(frozen=True)
class OptionView:
    """A value to choose."""

    value: str
    label: str


@dataclass(frozen=True)
class GroupChoiceView:
    """A subject learned in groups."""

    name: str
    label: str
    options: list[OptionView]


@dataclass(frozen=True)
class PersonView:
    """Somebody found."""

    person_id: str
    name: str
    about: str
    may_enrol: bool
    file_href: str


class Movements(rx.State):
    """The form of one movement."""

    kind: str = ""
    whose: str = ""
    """Id of the pupil; when enrolling, of the known person or empty."""
    name: str = ""
    place: str = ""
    programme: str = ""
    second_language: str = ""
    today: str = ""
    classes: list[OptionView] = []  # noqa: RUF012 - copied for each client
    programmes: list[OptionView] = []  # noqa: RUF012
    searched: str = ""
    found: list[PersonView] = []  # noqa: RUF012
    draft: dict[str, str] = {}  # noqa: RUF012
    lines: list[str] = []  # noqa: RUF012
    warnings: list[str] = []  # noqa: RUF012
    groups: list[GroupChoiceView] = []  # noqa: RUF012

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    @keeps("draft", "lines", "warnings", "groups", "found", "searched")
    async def enter(self, actor: Actor) -> None:
        """Show the form of the address."""
        self.lines, self.warnings, self.groups, self.draft = [], [], [], {}
        self.found, self.searched, self.name = [], "", ""
        path = self.router.url.path.strip("/")
        if path == NEW:
            await _begin_enrolling(self, actor)
            return
        kind = next((own for own in (LEAVE, MOVE, PROGRAMME) if f"kustiba/{own}/" in path), "")
        pupil_id = address_id(path if kind else "", Permission.MOVEMENT_WRITE)
        form = await asyncio.to_thread(movement_form, actor, pupil_id)
        self.kind, self.whose, self.name = kind, str(pupil_id), form.name
        self.place, self.programme = form.class_name, form.programme_code
        self.today = form.today.isoformat()
        self.classes = [OptionView(value=str(own.class_id), label=own.name) for own in form.classes]
        self.programmes = _programmes(form.programmes)

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    async def find(self, actor: Actor, form: dict[str, Any]) -> None:
        """Look for somebody who is on record already."""
        text = as_text(form.get("find", ""), 100)
        people = await asyncio.to_thread(find_people, actor, text)
        self.searched = text.strip()
        self.found = [
            PersonView(
                person_id=str(own.person_id),
                name=own.name,
                about=_about(own, actor.language),
                may_enrol=not own.enrolled,
                file_href=f"/skoleni/{own.pupil_id}" if own.pupil_id else "",
            )
            for own in people
        ]

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    async def preview(self, actor: Actor, kind: str, whose: str, form: dict[str, Any]) -> None:
        """Say what the movement would do."""
        draft = _texts(form)
        self.lines, self.warnings, self.groups = [], [], []
        shown = await asyncio.to_thread(
            _preview, actor, as_text(kind, 20), as_text(whose, 20), draft
        )
        feedback = await self.get_state(Feedback)
        feedback.text, feedback.field, feedback.done = "", "", ""
        language = actor.language
        self.draft = draft
        self.lines = [translate(language, line) for line in shown.lines]
        self.warnings = [translate(language, line) for line in shown.warnings]
        self.groups = [
            GroupChoiceView(
                name=f"group_{choice.subject_id}",
                label=choice.subject,
                options=[
                    OptionView(value=str(group_id), label=name) for group_id, name in choice.groups
                ],
            )
            for choice in shown.groups
        ]

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    async def change(self, actor: Actor) -> None:  # noqa: ARG002
        """Go back to the form; what was typed is still there."""
        self.lines, self.warnings, self.groups = [], [], []

    @rx.event
    @requires(Permission.MOVEMENT_WRITE)
    async def apply(
        self, actor: Actor, kind: str, whose: str, draft: dict[str, Any], form: dict[str, Any]
    ) -> Any:
        """Carry the movement out and show the pupil."""
        groups = {
            as_id(name.removeprefix("group_")): as_id(value)
            for name, value in _texts(form).items()
            if name.startswith("group_") and value
        }
        done = await asyncio.to_thread(
            _apply, actor, as_text(kind, 20), as_text(whose, 20), _texts(draft), groups
        )
        self.lines, self.warnings, self.groups, self.draft = [], [], [], {}
        words = Message(N_("Saved."))
        return await done_and_go(self, actor.language, words, f"/skoleni/{done.pupil_id}")


async def _begin_enrolling(state: Movements, actor: Actor) -> None:
    chosen = state.router.url.query_parameters.get("persona", "")
    known = await asyncio.to_thread(known_person, actor, as_id(chosen)) if chosen else None
    form = await asyncio.to_thread(enrolment_form, actor)
    state.kind = ENROL
    state.whose = str(known.person_id) if known else ""
    state.name = known.name if known else ""
    state.place = _about(known, actor.language) if known else ""
    state.programme = ""
    state.second_language = known.second_language if known else ""
    state.today = form.today.isoformat()
    state.classes = [
        OptionView(value=str(own.class_id), label=f"{own.name} ({own.year})")
        for own in form.classes
    ]
    state.programmes = _programmes(form.programmes)


def _programmes(pairs: tuple[tuple[str, str], ...]) -> list[OptionView]:
    return [OptionView(value=code, label=f"{code} {name}") for code, name in pairs]


def _preview(actor: Actor, kind: str, whose: str, draft: dict[str, str]) -> MovementPreview:
    match kind:
        case "uznemt":
            return preview_enrolling(actor, _enrolling(whose, draft, {}))
        case "izslegt":
            return preview_leaving(actor, _leaving(whose, draft))
        case "parvietot":
            return preview_moving(actor, _moving(whose, draft, {}))
        case "programma":
            return preview_programme(actor, as_id(whose), draft.get("programme", ""))
        case _:
            raise Refused(UNREADABLE)


def _apply(
    actor: Actor, kind: str, whose: str, draft: dict[str, str], groups: dict[int, int]
) -> Movement:
    match kind:
        case "uznemt":
            return enrol(actor, _enrolling(whose, draft, groups))
        case "izslegt":
            return leave(actor, _leaving(whose, draft))
        case "parvietot":
            return move(actor, _moving(whose, draft, groups))
        case "programma":
            return correct_programme(actor, as_id(whose), draft.get("programme", ""))
        case _:
            raise Refused(UNREADABLE)


def _enrolling(whose: str, draft: dict[str, str], groups: dict[int, int]) -> Enrolling:
    return Enrolling(
        person_id=as_id(whose) if whose else None,
        person=NewPerson(
            given_name=draft.get("given_name", ""),
            family_name=draft.get("family_name", ""),
            personal_code=draft.get("personal_code", ""),
            birth_date=_day(draft, "birth_date"),
        ),
        class_id=_class(draft),
        programme=draft.get("programme", ""),
        order=_order(draft),
        starts_on=_day(draft, "starts_on"),
        second_language=draft.get("second_language", ""),
        groups=groups,
    )


def _leaving(whose: str, draft: dict[str, str]) -> Leaving:
    return Leaving(pupil_id=as_id(whose), last_day=_day(draft, "last_day"), order=_order(draft))


def _moving(whose: str, draft: dict[str, str], groups: dict[int, int]) -> Moving:
    return Moving(
        pupil_id=as_id(whose),
        class_id=_class(draft),
        effective=_day(draft, "effective"),
        order=_order(draft),
        programme=draft.get("programme", ""),
        groups=groups,
    )


def _order(draft: dict[str, str]) -> Order:
    return Order(number=draft.get("order_number", ""), day=_day(draft, "order_date"))


def _class(draft: dict[str, str]) -> int:
    if not draft.get("class"):
        raise Refused(Message(N_("Choose a class from the list.")), field="class")
    return as_id(draft["class"])


def _day(draft: dict[str, str], name: str) -> date | None:
    with about(name):
        return as_day(draft.get(name, ""))


def _texts(form: dict[str, Any]) -> dict[str, str]:
    return {as_text(name, 40): as_text(value, 200) for name, value in form.items()}


def _about(person: KnownPerson, language: str) -> str:
    parts = [short_date(person.birth_date, language)] if person.birth_date else []
    if person.class_name and person.enrolled:
        parts.append(gettext(language, "in class {name}", name=person.class_name))
    elif person.class_name and person.left_on:
        parts.append(
            gettext(
                language,
                "was in class {name} until {day}",
                name=person.class_name,
                day=short_date(person.left_on, language),
            )
        )
    else:
        parts.append(gettext(language, N_("not a pupil so far")))
    return ", ".join(parts)
