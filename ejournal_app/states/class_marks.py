"""A class in all its subjects, for one kind of marks."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.kinds import EntryKind
from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.services.periods.class_view import ClassMarks, ClassPupil, class_marks
from ejournal_app.services.periods.names import KIND_WORDS

from .guard import requires
from .parsing import address_id

AVERAGE = "videjais"
"""The value of an address that asks for the average now."""


@dataclass(frozen=True)
class TabView:
    """A kind of marks one can look at."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class CellView:
    """A pupil's mark in a subject."""

    subject: str
    text: str
    look: str
    words: str
    """What the colour says."""


@dataclass(frozen=True)
class PupilView:
    """A row; `attention` names what is below 4 or not marked."""

    key: str
    name: str
    attention: str
    cells: list[CellView]


class ClassMarksPage(rx.State):
    """The marks of a class."""

    class_id: str = ""
    name: str = ""
    kind: str = ""
    tabs: list[TabView] = []  # noqa: RUF012 - copied for each client
    subjects: list[str] = []  # noqa: RUF012
    pupils: list[PupilView] = []  # noqa: RUF012
    export_href: str = ""

    @rx.event
    @requires(Permission.JOURNAL_LIST)
    async def enter(self, actor: Actor) -> None:
        """Show the class of the address in the kind it asks for, else the latest."""
        class_id = address_id(self.router.url.path, Permission.CLASS_MARKS_READ)
        asked = self.router.url.query_parameters.get("veids", "")
        kind = EntryKind(asked) if asked in set(EntryKind) else None
        latest = kind is None and asked != AVERAGE
        view = await asyncio.to_thread(class_marks, actor, class_id, kind, latest=latest)
        _fill(self, view, actor.language)


def _fill(state: ClassMarksPage, view: ClassMarks, language: str) -> None:
    path = f"/klase-vertejumi/{view.class_id}"
    chosen = view.chosen.value if view.chosen else AVERAGE
    choices: list[tuple[str, str]] = [
        *((kind.value, translate(language, KIND_WORDS[kind])) for kind in view.kinds),
        (AVERAGE, gettext(language, N_("Average now"))),
    ]
    state.class_id, state.name = str(view.class_id), view.name
    state.kind = next(label for value, label in choices if value == chosen)
    state.tabs = [
        TabView(label=label, href=f"{path}?veids={value}", current=value == chosen)
        for value, label in choices
    ]
    state.subjects = [subject.short for subject in view.subjects]
    state.pupils = [_pupil(pupil, view, language) for pupil in view.pupils]
    state.export_href = f"/lejupielade{path}.xlsx?veids={chosen}"


def _pupil(pupil: ClassPupil, view: ClassMarks, language: str) -> PupilView:
    cells: list[CellView] = []
    attention: list[str] = []
    for subject, cell in zip(view.subjects, pupil.cells, strict=True):
        look, words = "", ""
        if cell is not None and cell.below:
            look, words = "bad", gettext(language, N_("below 4"))
        elif cell is not None and cell.not_marked:
            look, words = "warn", gettext(language, N_("not marked"))
        if cell is not None and words:
            attention.append(f"{subject.name} {cell.text}")
        cells.append(
            CellView(subject=subject.name, text=cell.text if cell else "", look=look, words=words)
        )
    return PupilView(
        key=str(pupil.pupil_id), name=pupil.name, attention=", ".join(attention), cells=cells
    )
