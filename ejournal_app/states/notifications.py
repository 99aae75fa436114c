"""The page on which a person chooses what to be told, how and when."""

import asyncio
from dataclasses import dataclass
from datetime import time
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.reminders import SCHOOL_TIMED, Choice, Rhythm, Topic
from ejournal_app.domain.telling_times import Quiet
from ejournal_app.i18n.catalogue import gettext
from ejournal_app.services.reminders.own_choices import (
    OwnNotifications,
    OwnTopic,
    Reach,
    own_notifications,
    save_notifications,
)

from .guard import requires, say_done
from .parsing import as_number, as_text
from .resuming import fresh_key, keeps

_TITLES = {
    Topic.MARKS: N_("Marks"),
    Topic.ABSENCES: N_("Absences"),
    Topic.HOMEWORK: N_("Homework and tests"),
    Topic.CHANGES: N_("Changes of lessons"),
    Topic.DUE_TODAY: N_("What is still missing today"),
    Topic.DUE_AHEAD: N_("What falls due today and what is overdue"),
    Topic.CLASS_DUTIES: N_("What is to be done for my class"),
    Topic.NOTICES: N_("Other notices of the journal"),
}
_HINTS = {
    Topic.DUE_TODAY: N_("On working days, in the afternoon; only when something is missing."),
    Topic.DUE_AHEAD: N_("On working days, in the morning; only when there is something."),
    Topic.CLASS_DUTIES: N_("In the morning of the days before it is due."),
    Topic.NOTICES: N_("They always stand under “Notices”; here you choose whether they are sent."),
}
_RHYTHMS = {
    Rhythm.AT_ONCE: N_("at once"),
    Rhythm.DAILY: N_("once a day"),
    Rhythm.WEEKLY: N_("once a week"),
    Rhythm.NEVER: N_("never"),
}
_SCHOOL_TIME = N_("at the school's time")
_UNREADABLE = Message(N_("The program sent something unreadable. Reload the page."))
_NO_TIME = Message(N_("This is not a time of day."))


@dataclass(frozen=True)
class RhythmView:
    """A rhythm to choose."""

    value: str
    label: str


@dataclass(frozen=True)
class TopicView:
    """A topic with what holds."""

    key: str
    title: str
    hint: str
    rhythm: str
    rhythms: list[RhythmView]
    has_app: bool
    """It can be switched off inside the application as well."""
    in_app: bool
    by_email: bool
    by_sms: bool


class Notifications(rx.State):
    """What the person has chosen."""

    topics: list[TopicView] = []  # noqa: RUF012 - copied for each client
    digest_at: str = ""
    weekday: str = ""
    quiet_from: str = ""
    quiet_to: str = ""
    has_digests: bool = False
    email: str = ""
    email_reach: str = ""
    phone: str = ""
    phone_reach: str = ""
    key: str = ""
    """Changes when it is read anew: the form is drawn anew then."""

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    @keeps("key")
    async def enter(self, actor: Actor) -> None:
        """Show what holds."""
        await _show(self, actor)

    @rx.event
    @requires(Permission.ACCOUNT_OWN)
    async def save(self, actor: Actor, form: dict[str, Any]) -> None:
        """Let it be as chosen."""
        chosen = {
            topic: _choice(topic, form)
            for topic in Topic
            if form.get(f"{topic}_rhythm") is not None
        }
        # Who has no topic with a digest sees no fields for its time: it stays.
        known = await asyncio.to_thread(own_notifications, actor)
        digest_at = _time(form, "digest_at") if "digest_at" in form else known.times.digest_at
        weekday = as_number(form.get("weekday"), 1, 7) if "weekday" in form else known.times.weekday
        if digest_at is None:
            raise Refused(_NO_TIME, field="digest_at")
        await asyncio.to_thread(save_notifications, actor, chosen, digest_at, weekday, _quiet(form))
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("Saved. You will be told like this.")))


def _choice(topic: Topic, form: dict[str, Any]) -> Choice:
    rhythm = as_text(form.get(f"{topic}_rhythm"), 10)
    if rhythm not in list(Rhythm):
        raise Refused(_UNREADABLE)
    return Choice(
        rhythm=Rhythm(rhythm),
        in_app=bool(form.get(f"{topic}_app")),
        by_email=bool(form.get(f"{topic}_email")),
        by_sms=bool(form.get(f"{topic}_sms")),
    )


def _quiet(form: dict[str, Any]) -> Quiet | None:
    if "quiet_from" not in form or "quiet_to" not in form:
        raise Refused(_UNREADABLE)  # the page always sends both; what holds is not taken away
    begins, ends = _time(form, "quiet_from"), _time(form, "quiet_to")
    if begins is None and ends is None:
        return None
    if begins is None or ends is None:
        raise Refused(
            Message(N_("Give both the beginning and the end of the quiet hours, or neither.")),
            field="quiet_from" if begins is None else "quiet_to",
        )
    return Quiet(begins=begins, ends=ends)


def _time(form: dict[str, Any], name: str) -> time | None:
    text = as_text(form.get(name), 8)
    if not text:
        return None
    try:
        found = time.fromisoformat(text)
    except ValueError:
        raise Refused(_NO_TIME, field=name) from None
    if found.tzinfo is not None:
        raise Refused(_NO_TIME, field=name)
    return found.replace(second=0, microsecond=0)


async def _show(state: Notifications, actor: Actor) -> None:
    own: OwnNotifications = await asyncio.to_thread(own_notifications, actor)
    language = actor.language
    state.topics = [_view(topic, language) for topic in own.topics]
    state.digest_at = f"{own.times.digest_at:%H:%M}"
    state.weekday = str(own.times.weekday)
    quiet = own.times.quiet
    state.quiet_from = f"{quiet.begins:%H:%M}" if quiet else ""
    state.quiet_to = f"{quiet.ends:%H:%M}" if quiet else ""
    state.has_digests = own.has_digests
    state.email, state.email_reach = own.email, own.email_reach
    state.phone, state.phone_reach = own.phone, own.phone_reach
    if own.phone_reach is Reach.NOT_OFFERED:
        state.phone = ""
    state.key = fresh_key()


def _view(own: OwnTopic, language: str) -> TopicView:
    at_once = _SCHOOL_TIME if own.topic in SCHOOL_TIMED else _RHYTHMS[Rhythm.AT_ONCE]
    words = {**_RHYTHMS, Rhythm.AT_ONCE: at_once}
    hint = _HINTS.get(own.topic)
    return TopicView(
        key=own.topic,
        title=gettext(language, _TITLES[own.topic]),
        hint=gettext(language, hint) if hint else "",
        rhythm=own.choice.rhythm,
        rhythms=[
            RhythmView(value=rhythm, label=gettext(language, words[rhythm]))
            for rhythm in own.rhythms
        ],
        has_app=own.topic is not Topic.NOTICES,
        in_app=own.choice.in_app,
        by_email=own.choice.by_email,
        by_sms=own.choice.by_sms,
    )
