"""Kinds of work, each with its versions."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.setup.work_kinds import (
    MOST_DAYS,
    MOST_WEIGHT,
    KindHistory,
    KindValues,
    KindVersion,
    add_usual_kinds,
    kinds_page,
    retire_kind,
    save_kind,
    withdraw_kind,
)

from .guard import requires, say_done
from .parsing import as_day, as_id, as_text
from .resuming import fresh_key, keeps
from .teaching_options import as_tick

_SCALES = {
    "": N_("Scale of the grade"),
    "points10": N_("10 points"),
    "pass_fail": N_("Pass or fail"),
    "stap": N_("Levels S, T, A, P"),
    "percent": N_("Per cent"),
}
_EMPTY = {
    "code": "",
    "name_lv": "",
    "name_en": "",
    "scale": "",
    "weight": "1",
    "deadline_days": "",
    "is_test": "",
}


@dataclass(frozen=True)
class VersionView:
    """A version of a kind in words; `version_id` 0 unless it can be withdrawn."""

    version_id: int
    since: str
    words: str


@dataclass(frozen=True)
class KindView:
    """A kind of work."""

    code: str
    name: str
    scale: str
    weight: str
    deadline: str
    is_test: bool
    since: str
    is_active: bool
    is_coming: bool
    versions: list[VersionView]


@dataclass(frozen=True)
class ScaleView:
    """A scale to choose."""

    value: str
    name: str


class SetupWorks(rx.State):
    """The page of the kinds of work."""

    kinds: list[KindView] = []  # noqa: RUF012 - copied for each client
    scales: list[ScaleView] = []  # noqa: RUF012
    first_open: str = ""
    """From which day on changes may hold, in words; empty for any day."""
    form: dict[str, str] = _EMPTY
    key: str = ""

    @rx.event
    @requires(Permission.SETUP_WRITE)
    @keeps("key", "form")
    async def enter(self, actor: Actor) -> None:
        """Show the kinds."""
        self.scales = [
            ScaleView(value=value, name=gettext(actor.language, name))
            for value, name in _SCALES.items()
        ]
        await _show(self, actor)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def edit(self, actor: Actor, code: str) -> None:
        """Put a kind into the form."""
        wanted = as_text(code, 30)
        page = await asyncio.to_thread(kinds_page, actor)
        for kind in page.kinds:
            if kind.code == wanted:
                values = kind.current.values
                self.form = {
                    "code": kind.code,
                    "name_lv": values.name_lv,
                    "name_en": values.name_en,
                    "scale": values.scale,
                    "weight": str(values.weight),
                    "deadline_days": str(values.deadline_days),
                    "is_test": "1" if values.is_test else "",
                }
                self.key = fresh_key()

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def save(self, actor: Actor, form: dict[str, Any]) -> None:
        """Add a kind or let one be otherwise from a day on."""
        code, since = as_text(form.get("code"), 30), _day(form, "effective_from")
        values = KindValues(
            name_lv=as_text(form.get("name_lv"), 1000),
            name_en=as_text(form.get("name_en"), 1000),
            scale=as_text(form.get("scale"), 20),
            weight=_number(form, "weight", MOST_WEIGHT),
            deadline_days=_number(form, "deadline_days", MOST_DAYS),
            is_test=as_tick(form, "is_test"),
        )
        await asyncio.to_thread(save_kind, actor, code, values, since)
        await _show(self, actor)
        await say_done(
            self, actor.language, Message(N_("Saved. It holds from {day}."), {"day": since})
        )

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def add_usual(self, actor: Actor) -> None:
        """Add the usual kinds the school does not have."""
        count = await asyncio.to_thread(add_usual_kinds, actor)
        await _show(self, actor)
        await say_done(
            self, actor.language, Message(N_("Kinds of work added: {count}."), {"count": count})
        )

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def retire(self, actor: Actor, form: dict[str, Any]) -> None:
        """Offer a kind no more from a day on."""
        code, since = as_text(form.get("retire_code"), 30), _day(form, "retire_from")
        await asyncio.to_thread(retire_kind, actor, code, since)
        await _show(self, actor)
        await say_done(
            self, actor.language, Message(N_("Saved. It holds from {day}."), {"day": since})
        )

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def withdraw(self, actor: Actor, version_id: int) -> None:
        """Take back a version that does not hold yet."""
        await asyncio.to_thread(withdraw_kind, actor, as_id(version_id))
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("The coming value has been withdrawn.")))


def _number(form: dict[str, Any], name: str, most: int) -> int:
    text = as_text(form.get(name), 20).strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= most):
        raise Refused(
            Message(N_("Enter a whole number from {least} to {most}."), {"least": 0, "most": most}),
            field=name,
        )
    return int(text)


def _day(form: dict[str, Any], name: str) -> date:
    day = as_day(form.get(name))
    if day is None:
        raise Refused(Message(N_("Choose a day.")), field=name)
    return day


async def _show(state: SetupWorks, actor: Actor) -> None:
    page = await asyncio.to_thread(kinds_page, actor)
    state.kinds = [_view(kind, actor.language) for kind in page.kinds]
    state.first_open = short_date(page.first_open, actor.language) if page.first_open else ""
    state.form = dict(_EMPTY)
    state.key = fresh_key()


def _view(kind: KindHistory, language: str) -> KindView:
    current = kind.current
    values = current.values
    return KindView(
        code=kind.code,
        name=values.name_en if language == "en" else values.name_lv,
        scale=gettext(language, _SCALES[values.scale]),
        weight=str(values.weight),
        deadline=str(values.deadline_days),
        is_test=values.is_test,
        since=short_date(current.effective_from, language),
        is_active=current.is_active,
        is_coming=current.is_coming,
        versions=[
            VersionView(
                version_id=one.version_id if one.is_coming else 0,
                since=short_date(one.effective_from, language),
                words=_version(one, language),
            )
            for one in kind.versions
        ],
    )


def _version(one: KindVersion, language: str) -> str:
    if not one.is_active:
        return gettext(language, N_("not offered any more"))
    values = one.values
    words = N_("{name}: {scale}, weight {weight}, due in {days} working days")
    test = N_("{name} (a test): {scale}, weight {weight}, due in {days} working days")
    return gettext(
        language,
        test if values.is_test else words,
        name=values.name_en if language == "en" else values.name_lv,
        scale=gettext(language, _SCALES[values.scale]),
        weight=values.weight,
        days=values.deadline_days,
    )
