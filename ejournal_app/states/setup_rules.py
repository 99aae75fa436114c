"""The school's rules with the days they hold from."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import JournalKind
from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, ngettext, translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.school_rules import Rule
from ejournal_app.services.setup.rules import (
    RuleHistory,
    RuleValue,
    rules_page,
    save_rule,
    withdraw_rule,
)
from ejournal_app.services.teaching.journal_list import KIND_WORDS

from .guard import requires, say_done
from .parsing import as_day, as_id, as_text
from .resuming import fresh_key, keeps

FIELDS = {
    Rule.LESSON_ENTRY_DUE: 1,
    Rule.STAP_LAST_GRADE: 1,
    Rule.ROUND_UP_FROM: 1,
    Rule.PERCENT_BOUNDS: 9,
    Rule.MAX_LESSONS: 12,
    Rule.TEST_LOAD: 2,
    Rule.SUBSTITUTION_LIMITS: 2,
    Rule.MARK_LOCK_DAYS: 1,
    Rule.PERIOD_DAYS: 2,
    Rule.SEMESTER_MARKS: 1,
    Rule.BRAKE: 2,
    Rule.WORKING_HOURS: 2,
    Rule.ENTRY_DAYS: len(JournalKind),
    Rule.CLASS_TASKS_DUE: 1,
    Rule.NEWCOMER_DAYS: 1,
    Rule.REMINDER_TIMES: 2,
    Rule.DIGEST_TIME: 1,
    Rule.HOLD_MARKS: 1,
    Rule.UNJUSTIFIED_STEPS: 1,
    Rule.CANTEEN: 2,
    Rule.FILING_LIMITS: 3,
    Rule.INFORM_BY: 1,
}
"""How many fields the form of a rule has."""
_SIGNS = {Rule.CANTEEN: ";"}
"""What stands between the values of a rule's fields where it is no comma."""
_LONGEST = {Rule.UNJUSTIFIED_STEPS: 60, Rule.CANTEEN: 1_000}
"""Characters of a field where twenty are too few."""


@dataclass(frozen=True)
class ValueView:
    """A value of a rule; `setting_id` 0 unless it can be withdrawn."""

    setting_id: int
    since: str
    words: str


class SetupRules(rx.State):
    """The page of the rules."""

    values: dict[str, list[str]] = {rule: [""] * count for rule, count in FIELDS.items()}  # noqa: RUF012
    words: dict[str, str] = dict.fromkeys(FIELDS, "")
    history: dict[str, list[ValueView]] = {rule: [] for rule in FIELDS}  # noqa: RUF012
    first_open: str = ""
    key: str = ""

    @rx.event
    @requires(Permission.SETUP_WRITE)
    @keeps("key")
    async def enter(self, actor: Actor) -> None:
        """Show the rules."""
        await _show(self, actor)

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def save(self, actor: Actor, rule: str, form: dict[str, Any]) -> None:
        """Let a rule have a value from a day on."""
        known = _rule(rule)
        try:
            since = as_day(form.get(f"{known}_effective_from"))
            if since is None:
                raise Refused(Message(N_("Choose a day.")), field="effective_from")
            await asyncio.to_thread(save_rule, actor, known, _value(known, form), since)
        except Refused as refusal:
            # The page has a form for each rule: the sentence goes beside the right one.
            field = f"{known}_{refusal.field}" if refusal.field else ""
            raise Refused(refusal.message, field=field) from None
        await _show(self, actor)
        await say_done(
            self, actor.language, Message(N_("Saved. It holds from {day}."), {"day": since})
        )

    @rx.event
    @requires(Permission.SETUP_WRITE)
    async def withdraw(self, actor: Actor, setting_id: int) -> None:
        """Take back a value that does not hold yet."""
        await asyncio.to_thread(withdraw_rule, actor, as_id(setting_id))
        await _show(self, actor)
        await say_done(self, actor.language, Message(N_("The coming value has been withdrawn.")))


def _rule(raw: str) -> Rule:
    text = as_text(raw, 60)
    if text not in FIELDS:
        raise Refused(Message(N_("The program sent something unreadable. Reload the page.")))
    return Rule(text)


def _value(rule: Rule, form: dict[str, Any]) -> str:
    limit, sign = _LONGEST.get(rule, 20), _SIGNS.get(rule, ",")
    if FIELDS[rule] == 1:
        return as_text(form.get(f"{rule}_value"), limit)
    parts = (as_text(form.get(f"{rule}_value_{n}"), limit) for n in range(1, FIELDS[rule] + 1))
    return sign.join(part.replace(sign, " ") for part in parts)


def _fields(rule: Rule, value: str) -> list[str]:
    """Return what stands in the fields of a rule."""
    count = FIELDS[rule]
    if count == 1:
        return [value]
    parts = value.split(_SIGNS.get(rule, ","))
    return parts + [""] * (count - len(parts))


async def _show(state: SetupRules, actor: Actor) -> None:
    page = await asyncio.to_thread(rules_page, actor)
    language = actor.language
    state.values = {one.rule: _fields(one.rule, one.value) for one in page.rules}
    state.words = {one.rule: _words(one.rule, one.value, language) for one in page.rules}
    state.history = {one.rule: _history(one, language) for one in page.rules}
    state.first_open = short_date(page.first_open, language) if page.first_open else ""
    state.key = fresh_key()


def _history(one: RuleHistory, language: str) -> list[ValueView]:
    return [
        ValueView(
            setting_id=(value.setting_id or 0) if value.is_coming else 0,
            since=_since(value, language),
            words=_words(one.rule, value.value, language),
        )
        for value in one.history
    ]


def _since(value: RuleValue, language: str) -> str:
    if value.effective_from is None:
        return gettext(language, N_("before that"))
    return gettext(language, N_("from {day}"), day=short_date(value.effective_from, language))


def _words(rule: Rule, value: str, language: str) -> str:
    say = _SENTENCES.get(rule)
    return say(value.split(","), language) if say else value


def _stap(parts: list[str], language: str) -> str:
    if parts == ["0"]:
        return gettext(language, N_("No grade is marked in levels."))
    return gettext(language, N_("Levels up to grade {grade}, ten points above."), grade=parts[0])


def _rounding(parts: list[str], language: str) -> str:
    shown = parts[0] if language == "en" else parts[0].replace(".", ",")
    return gettext(language, N_("Rounded up from {part}."), part=shown)


def _lock(parts: list[str], language: str) -> str:
    if parts == ["0"]:
        return gettext(language, N_("Marks are never locked."))
    return ngettext(language, "Locked after {n} day.", "Locked after {n} days.", int(parts[0]))


def _semester_marks(parts: list[str], language: str) -> str:
    if parts == ["1"]:
        return gettext(language, N_("Semester marks are given."))
    return gettext(language, N_("No semester marks are given."))


def _entry_days(parts: list[str], language: str) -> str:
    later = [
        (translate(language, KIND_WORDS[kind]), days)
        for kind, days in zip(JournalKind, parts, strict=True)
        if days != "0"
    ]
    if not later:
        return gettext(language, N_("In all journals on the day of the lesson."))
    said = ", ".join(f"{name} – {days}" for name, days in later)
    return gettext(
        language, N_("Working days later: {kinds}. In the other journals the same day."), kinds=said
    )


def _hold(parts: list[str], language: str) -> str:
    if not parts[0]:
        return gettext(language, N_("Families are told at once, or as they have chosen."))
    return gettext(language, N_("Families are not told before {time}."), time=parts[0])


def _canteen(parts: list[str], language: str) -> str:
    at, _, first = parts[0].partition(";")
    if not first:
        return gettext(language, N_("Nothing is sent."))
    return gettext(
        language, N_("At {at} to {addresses}."), at=at, addresses=", ".join([first, *parts[1:]])
    )


_SENTENCES: dict[Rule, Callable[[list[str], str], str]] = {
    Rule.STAP_LAST_GRADE: _stap,
    Rule.ROUND_UP_FROM: _rounding,
    Rule.PERCENT_BOUNDS: lambda parts, _language: ", ".join(
        f"{mark} – {least} %" for mark, least in enumerate(parts, start=2)
    ),
    Rule.MAX_LESSONS: lambda parts, _language: ", ".join(
        f"{grade}. – {most}" for grade, most in enumerate(parts, start=1)
    ),
    Rule.TEST_LOAD: lambda parts, language: gettext(
        language, N_("At most {day} on a day, {week} in a week."), day=parts[0], week=parts[1]
    ),
    Rule.SUBSTITUTION_LIMITS: lambda parts, language: gettext(
        language, N_("At most {day} on a day, {week} in a week."), day=parts[0], week=parts[1]
    ),
    Rule.MARK_LOCK_DAYS: _lock,
    Rule.PERIOD_DAYS: lambda parts, language: gettext(
        language,
        N_("From {before} days before the end to {after} days after it."),
        before=parts[0],
        after=parts[1],
    ),
    Rule.SEMESTER_MARKS: _semester_marks,
    Rule.BRAKE: lambda parts, language: gettext(
        language,
        N_("{changes} marks within {minutes} minutes."),
        changes=parts[0],
        minutes=parts[1],
    ),
    Rule.WORKING_HOURS: lambda parts, _language: "–".join(parts),
    Rule.ENTRY_DAYS: _entry_days,
    Rule.REMINDER_TIMES: lambda parts, _language: ", ".join(parts),
    Rule.HOLD_MARKS: _hold,
    Rule.UNJUSTIFIED_STEPS: lambda parts, _language: ", ".join(parts),
    Rule.CANTEEN: _canteen,
    Rule.NEWCOMER_DAYS: lambda parts, language: gettext(
        language, N_("{n} working days after enrolment."), n=parts[0]
    ),
    Rule.FILING_LIMITS: lambda parts, language: gettext(
        language,
        N_(
            "At most {time} school days at a time and {semester} in a semester; {after} afterwards."
        ),
        time=parts[0],
        semester=parts[1],
        after=parts[2],
    ),
}
"""How the values of a rule read."""
