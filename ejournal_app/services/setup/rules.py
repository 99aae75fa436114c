"""The school's rules with their history: a value holds from its date, earlier ones stay."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain import absence_numbers
from ejournal_app.domain import school_numbers as numbers
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.class_tasks import AUTUMN_DUE, NEWCOMER_WORKING_DAYS
from ejournal_app.domain.deadlines import ENTRY_DUE_TIME
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.legal_limits import max_lessons
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.school_year_defaults import GRADES
from ejournal_app.domain.telling_times import DIGEST_AT, DUE_AHEAD_AT, MISSING_TODAY_AT
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import RuleSetting
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case
from ejournal_app.services.school_rules import Rule

from .open_periods import first_open_day, require_open

_CHECKS: dict[Rule, Callable[[str], str]] = {
    Rule.LESSON_ENTRY_DUE: numbers.checked_time,
    Rule.STAP_LAST_GRADE: numbers.checked_grade,
    Rule.ROUND_UP_FROM: numbers.checked_rounding,
    Rule.PERCENT_BOUNDS: numbers.checked_percents,
    Rule.MAX_LESSONS: numbers.checked_limits,
    Rule.TEST_LOAD: numbers.checked_test_load,
    Rule.SUBSTITUTION_LIMITS: numbers.checked_substitution_limits,
    Rule.MARK_LOCK_DAYS: numbers.checked_lock,
    Rule.PERIOD_DAYS: numbers.checked_period_days,
    Rule.SEMESTER_MARKS: numbers.checked_choice,
    Rule.BRAKE: numbers.checked_brake,
    Rule.WORKING_HOURS: numbers.checked_hours,
    Rule.ENTRY_DAYS: numbers.checked_entry_days,
    Rule.CLASS_TASKS_DUE: numbers.checked_autumn_day,
    Rule.NEWCOMER_DAYS: numbers.checked_newcomer_days,
    Rule.REMINDER_TIMES: numbers.checked_hours,
    Rule.DIGEST_TIME: numbers.checked_time,
    Rule.HOLD_MARKS: numbers.checked_hold,
    Rule.UNJUSTIFIED_STEPS: absence_numbers.checked_steps,
    Rule.CANTEEN: absence_numbers.checked_canteen,
    Rule.FILING_LIMITS: numbers.checked_filing_limits,
    Rule.INFORM_BY: numbers.checked_time,
}

_DEFAULTS: dict[Rule, str] = {
    Rule.LESSON_ENTRY_DUE: f"{ENTRY_DUE_TIME:%H:%M}",
    Rule.STAP_LAST_GRADE: str(numbers.STAP_LAST_GRADE),
    Rule.ROUND_UP_FROM: str(numbers.ROUND_UP_FROM),
    Rule.PERCENT_BOUNDS: ",".join(map(str, numbers.PERCENT_BOUNDS)),
    Rule.MAX_LESSONS: ",".join(str(max_lessons(grade)) for grade in GRADES),
    Rule.TEST_LOAD: ",".join(map(str, numbers.TEST_LOAD)),
    Rule.SUBSTITUTION_LIMITS: ",".join(map(str, numbers.SUBSTITUTION_LIMITS)),
    Rule.MARK_LOCK_DAYS: str(numbers.MARK_LOCK_DAYS),
    Rule.PERIOD_DAYS: ",".join(map(str, numbers.PERIOD_DAYS)),
    Rule.SEMESTER_MARKS: numbers.SEMESTER_MARKS,
    Rule.BRAKE: ",".join(map(str, numbers.BRAKE)),
    Rule.WORKING_HOURS: ",".join(f"{hour:%H:%M}" for hour in numbers.WORKING_HOURS),
    Rule.ENTRY_DAYS: ",".join(map(str, numbers.ENTRY_DAYS)),
    Rule.CLASS_TASKS_DUE: "{1:02}.{0:02}.".format(*AUTUMN_DUE),
    Rule.NEWCOMER_DAYS: str(NEWCOMER_WORKING_DAYS),
    Rule.REMINDER_TIMES: f"{DUE_AHEAD_AT:%H:%M},{MISSING_TODAY_AT:%H:%M}",
    Rule.DIGEST_TIME: f"{DIGEST_AT:%H:%M}",
    Rule.HOLD_MARKS: "",
    Rule.UNJUSTIFIED_STEPS: ",".join(map(str, absence_numbers.UNJUSTIFIED_STEPS)),
    Rule.CANTEEN: "",
    Rule.FILING_LIMITS: ",".join(map(str, numbers.FILING_LIMITS)),
    Rule.INFORM_BY: f"{numbers.INFORM_BY:%H:%M}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleValue:
    """A value and from when it holds; None for the default, which held before all others."""

    setting_id: int | None
    effective_from: date | None
    value: str
    is_coming: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHistory:
    """A rule: the value of today and all its values, the latest first."""

    rule: Rule
    value: str
    history: tuple[RuleValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """All rules; a new value may hold from `first_open` on (None: from any day)."""

    rules: tuple[RuleHistory, ...]
    first_open: date | None


@use_case
def rules_page(actor: Actor) -> RulesPage:
    """Return the school's rules with their history (Regulation 7.1)."""
    require(actor, Permission.SETUP_WRITE)
    today = clock.today()
    known: dict[str, list[RuleValue]] = defaultdict(list)
    with reading() as session:
        for row in session.scalars(
            select(RuleSetting).order_by(col(RuleSetting.effective_from).desc())
        ):
            known[row.key].append(
                RuleValue(
                    setting_id=row.id,
                    effective_from=row.effective_from,
                    value=row.value,
                    is_coming=row.effective_from > today,
                )
            )
        first_open = first_open_day(session)
    return RulesPage(
        rules=tuple(_history(rule, known[rule]) for rule in _CHECKS), first_open=first_open
    )


@use_case
def save_rule(actor: Actor, key: str, value: str, effective_from: date) -> None:
    """Let a rule have a value from a day on; earlier values stay for what is dated before it.

    Refused for a value that cannot be, for a day in a closed period, and for a day from which
    there is a value already.
    """
    require(actor, Permission.SETUP_WRITE)
    rule = _rule(key)
    stored = _CHECKS[rule](value.strip())
    with writing() as session:
        require_open(session, effective_from, field="effective_from")
        taken = session.scalars(
            select(RuleSetting).where(
                col(RuleSetting.key) == rule, col(RuleSetting.effective_from) == effective_from
            )
        ).first()
        if taken is not None:
            raise Refused(
                Message(N_("There is a value from this day already; choose another day.")),
                field="effective_from",
            )
        row = RuleSetting(
            school_id=school_id_of(session), key=rule, effective_from=effective_from, value=stored
        )
        session.add(row)
        session.flush()
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="rule_setting",
            entity_id=row.id,
            after={"rule": rule, "value": stored, "effective_from": effective_from.isoformat()},
        )


@use_case
def withdraw_rule(actor: Actor, setting_id: int) -> None:
    """Take back a value that does not hold yet; Refused once it does."""
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        row = session.get(RuleSetting, setting_id)
        if row is None or row.key not in _CHECKS:
            raise Forbidden(
                Attempt(action=Permission.SETUP_WRITE, entity="rule_setting", entity_id=setting_id)
            )
        if row.effective_from <= clock.today():
            raise Refused(Message(N_("This value is in force already; it stays in the history.")))
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="rule_setting",
            entity_id=row.id,
            before={
                "rule": row.key,
                "value": row.value,
                "effective_from": row.effective_from.isoformat(),
            },
        )
        session.delete(row)


def _rule(key: str) -> Rule:
    try:
        return Rule(key)
    except ValueError:
        raise Forbidden(Attempt(action=Permission.SETUP_WRITE, entity="rule_setting")) from None


def _history(rule: Rule, known: list[RuleValue]) -> RuleHistory:
    usual = RuleValue(setting_id=None, effective_from=None, value=_DEFAULTS[rule], is_coming=False)
    values = (*known, usual)
    return RuleHistory(
        rule=rule,
        value=next(value.value for value in values if not value.is_coming),
        history=values,
    )
