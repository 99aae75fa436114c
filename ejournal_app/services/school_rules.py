"""The school's own numbers, each from a date on; where it set none, the defaults."""

from datetime import date, time
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.deadlines import ENTRY_DUE_TIME
from ejournal_app.persistence.models import RuleSetting


class Rule(StrEnum):
    """Keys of `RuleSetting`."""

    LESSON_ENTRY_DUE = "lesson_entry_due"
    """HH:MM, Europe/Riga (Regulation 10)."""


def lesson_entry_due_time(session: Session, on: date) -> time:
    """Return by when lessons dated `on` are to be entered (Regulation 10)."""
    value = _value(session, Rule.LESSON_ENTRY_DUE, on)
    return time.fromisoformat(value) if value else ENTRY_DUE_TIME


def _value(session: Session, rule: Rule, on: date) -> str | None:
    """Return the value in force on a day; a rule is read once per session, for all its days."""
    known: dict[Rule, list[tuple[date, str]]] = session.info.setdefault("school_rules", {})
    if rule not in known:
        known[rule] = [
            (effective_from, value)
            for effective_from, value in session.execute(
                select(col(RuleSetting.effective_from), col(RuleSetting.value))
                .where(col(RuleSetting.key) == rule)
                .order_by(col(RuleSetting.effective_from))
            )
        ]
    in_force = [value for effective_from, value in known[rule] if effective_from <= on]
    return in_force[-1] if in_force else None
