"""A class: its data, its class teachers; new classes."""

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services.lists.addresses import FILTER_PREFIX
from ejournal_app.services.teaching.class_teachers import (
    appoint_class_teacher,
    end_class_teacher,
)
from ejournal_app.services.teaching.classes import (
    ClassPage,
    ProgrammeOption,
    class_form,
    class_page,
    create_classes,
    delete_class,
    save_class,
)

from .guard import done_and_go, requires, say_done
from .parsing import address_id, as_day, as_id, as_number, as_text, typed_name
from .resuming import fresh_key, keeps
from .teaching_options import Choice, as_chosen_id, staff_choices, year_choices
from .term_views import TermView, term_view

NO_DAY = Message(N_("Choose a day."))
NO_PERSON = Message(N_("Choose a member of staff from the list."))


@dataclass(frozen=True)
class PupilView:
    """A pupil of the class."""

    href: str
    name: str


class SchoolClass(rx.State):
    """One class, or the form for new ones."""

    class_id: int = 0
    """0 while the form for new classes is shown."""
    name: str = ""
    year: str = ""
    grade: str = ""
    letter: str = ""
    programme: str = ""
    pupils: list[PupilView] = []  # noqa: RUF012 - copied for each client
    pupil_list: str = ""
    """Where its pupils are a list that can be searched and downloaded."""
    is_used: bool = False
    uses: list[str] = []  # noqa: RUF012 - copied for each client
    years: list[Choice] = []  # noqa: RUF012
    programmes: list[Choice] = []  # noqa: RUF012
    staff: list[Choice] = []  # noqa: RUF012
    terms: list[TermView] = []  # noqa: RUF012
    today: str = ""
    shown: str = ""
    """Changes with what is shown, so that the fields are filled anew."""

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("shown")
    async def enter(self, actor: Actor) -> None:
        """Show the class of the address."""
        await _show(self, actor, address_id(self.router.url.path, Permission.TEACHING_WRITE))

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    @keeps("shown")
    async def enter_new(self, actor: Actor) -> None:
        """Show the form for new classes."""
        form = await asyncio.to_thread(class_form, actor)
        self.class_id, self.programme = 0, ""
        self.years = year_choices(form.years)
        self.programmes = _programme_choices(form.programmes)
        self.shown = fresh_key()

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def create(self, actor: Actor, form: dict[str, Any]) -> Any:
        """Add the classes of a form and show them in the list, or the only one itself."""
        made = await asyncio.to_thread(
            create_classes,
            actor,
            year_id=as_chosen_id(form.get("year", "")),
            grade=as_number(form.get("grade", ""), 1, 12),
            letters=as_text(form.get("letters", ""), 60),
            programme_code=as_text(form.get("programme_code", ""), 8),
        )
        words = Message(N_("Classes added: {n}."), {"n": len(made)})
        path = f"/klase/{made[0]}" if len(made) == 1 else "/klases"
        return await done_and_go(self, actor.language, words, path)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def save(self, actor: Actor, class_id: int, form: dict[str, Any]) -> None:
        """Save the class's data."""
        wanted = as_id(class_id)
        await asyncio.to_thread(
            save_class,
            actor,
            wanted,
            grade=as_number(form.get("grade", ""), 1, 12),
            letter=as_text(form.get("letters", ""), 60),
            programme_code=as_text(form.get("programme_code", ""), 8),
        )
        await say_done(self, actor.language, Message(N_("Saved.")))
        await _show(self, actor, wanted)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def appoint(self, actor: Actor, class_id: int, form: dict[str, Any]) -> None:
        """Make somebody class teacher from a day on."""
        wanted = as_id(class_id)
        person = as_chosen_id(form.get("person", ""))
        day = as_day(form.get("starts_on", ""))
        if person is None:
            raise Refused(NO_PERSON, field="person")
        if day is None:
            raise Refused(NO_DAY, field="starts_on")
        await asyncio.to_thread(
            appoint_class_teacher, actor, wanted, person_id=person, starts_on=day
        )
        await say_done(self, actor.language, Message(N_("The class teacher is changed.")))
        await _show(self, actor, wanted)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def end(self, actor: Actor, class_id: int, form: dict[str, Any]) -> None:
        """Let somebody's time as class teacher end."""
        wanted, term = as_id(class_id), as_id(form.get("term", ""))
        day = as_day(form.get("last_day", ""))
        if day is None:
            raise Refused(NO_DAY, field="last_day")
        await asyncio.to_thread(end_class_teacher, actor, term, last_day=day)
        await say_done(self, actor.language, Message(N_("Saved.")))
        await _show(self, actor, wanted)

    @rx.event
    @requires(Permission.TEACHING_WRITE)
    async def delete(self, actor: Actor, class_id: int, form: dict[str, Any]) -> Any:
        """Remove the class."""
        name = await asyncio.to_thread(delete_class, actor, as_id(class_id), typed=typed_name(form))
        words = Message(N_("{name} is deleted."), {"name": name})
        return await done_and_go(self, actor.language, words, "/klases")


async def _show(state: SchoolClass, actor: Actor, class_id: int) -> None:
    page = await asyncio.to_thread(class_page, actor, class_id)
    language = actor.language
    state.class_id = page.class_id
    state.name, state.year = page.name, page.year
    state.grade, state.letter = str(page.grade), page.letter
    state.programme = page.programme_code
    state.pupils = [
        PupilView(href=f"/skoleni/{one.pupil_id}", name=one.name) for one in page.pupils
    ]
    state.pupil_list = f"/skoleni?{urlencode({FILTER_PREFIX + 'class': page.name})}"
    state.is_used = page.is_used
    state.uses = [translate(language, one) for one in page.uses]
    state.programmes = _programme_choices(page.programmes)
    state.staff = staff_choices(page.staff)
    state.terms = [term_view(one, language) for one in page.teachers]
    state.today = _first_day(page)
    state.shown = fresh_key()


def _first_day(page: ClassPage) -> str:
    """Return the day a change is offered from: today, or the first day while there is nobody."""
    day = clock.today() if page.teachers else page.year_starts_on
    return max(min(day, page.year_ends_on), page.year_starts_on).isoformat()


def _programme_choices(options: tuple[ProgrammeOption, ...]) -> list[Choice]:
    return [Choice(value=one.code, label=f"{one.code} {one.name}") for one in options]
