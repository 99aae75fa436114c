"""What speaks for somebody who might stand in, and what keeps them from it, in words."""

from collections.abc import Mapping
from types import MappingProxyType

from .messages import N_, Message
from .substitution import Fit, Limits, WhyNot
from .substitution_kinds import SubstitutionKind

KINDS: Mapping[str, Message] = MappingProxyType(
    {
        SubstitutionKind.SAME_SUBJECT: Message(N_("The same subject")),
        SubstitutionKind.OTHER_SUBJECT: Message(N_("Another subject")),
        SubstitutionKind.JOINED: Message(N_("Groups joined")),
        SubstitutionKind.MOVED: Message(N_("Another lesson moved here")),
        SubstitutionKind.SUPERVISED: Message(N_("Supervision")),
        SubstitutionKind.CANCELLED: Message(N_("Not held")),
    }
)


def reasons_for(fit: Fit) -> tuple[Message, ...]:
    """Return what speaks for somebody, what weighs most first; every fact in words."""
    found: list[Message] = []
    if fit.of_journal:
        found.append(Message(N_("teaches this journal too")))
    elif fit.subject:
        found.append(Message(N_("teaches the subject")))
    if fit.own_pupils and not fit.of_journal:
        found.append(Message(N_("teaches these pupils another subject")))
    elif fit.of_class:
        found.append(Message(N_("teaches the class")))
    if not fit.of_journal:
        found.append(Message(N_("free in this lesson")))
    if not fit.at_school:
        found.append(Message(N_("has no other lesson that day")))
    elif fit.adjacent:
        found.append(Message(N_("no gap in the day")))
    else:
        found.append(Message(N_("a gap comes into the day")))
    found.append(Message(N_("lessons that day: {count}"), {"count": fit.lessons}))
    found.append(
        Message(
            N_("substitutions this week: {week}, this year: {year}"),
            {"week": fit.covers_week, "year": fit.covers_year},
        )
    )
    return tuple(found)


def words_against(why: WhyNot, limits: Limits) -> Message:
    """Return what keeps somebody from standing in. Why they are away is never said."""
    match why:
        case WhyNot.NO_TEACHER:
            return Message(N_("is no teacher that day"))
        case WhyNot.NOT_EMPLOYED:
            return Message(N_("has no contract that day"))
        case WhyNot.AWAY:
            return Message(N_("is away that day"))
        case WhyNot.TEACHES_THEN:
            return Message(N_("has a lesson then"))
        case WhyNot.DAY_LIMIT:
            return Message(
                N_("substitutes {limit} lessons that day already"), {"limit": limits.a_day}
            )
        case WhyNot.WEEK_LIMIT:
            return Message(
                N_("substitutes {limit} lessons that week already"), {"limit": limits.a_week}
            )
        case WhyNot.TOO_MANY_LESSONS:
            return Message(
                N_("has {limit} lessons that day already"), {"limit": limits.lessons_a_day}
            )
