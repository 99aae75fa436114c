"""Hours of substitution and their corrections (Regulation 12, 20)."""

from dataclasses import replace

import pytest
from sqlmodel import select

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.substitution_kinds import SubstitutionKind, SubstitutionReason
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import SubstitutionCorrection
from ejournal_app.policies.rules import allows
from ejournal_app.services.lesson_page import open_lesson
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import export_list, show_list
from ejournal_app.services.substitutions import correcting
from ejournal_app.services.substitutions.correcting import (
    CorrectionData,
    correct_substitution,
    open_substitution,
)
from ejournal_app.services.substitutions.entering import enter_substitution
from tests.support.school import TinySchool
from tests.support.school_days import FRIDAY, TODAY, TOMORROW, YESTERDAY
from tests.support.statements import statements
from tests.support.substituted import cancelled, english_instead, led_by_maija
from tests.support.trail import last_entry, trail
from tests.support.use_cases import Case, each_refuses_everybody_else


def data(school: TinySchool, **other: object) -> CorrectionData:
    return replace(
        CorrectionData(
            kind=SubstitutionKind.SAME_SUBJECT,
            reason=SubstitutionReason.ILLNESS,
            substitute_id=school.actors.maija.person_id,
            words="Kļūda ierakstā",
        ),
        **other,  # type: ignore[arg-type]
    )


def test_hours_are_summed_by_teacher_month_and_reason_with_supervised_ones_apart(
    school: TinySchool,
) -> None:
    led_by_maija(school)
    led_by_maija(school, FRIDAY)
    led_by_maija(school, YESTERDAY, kind=SubstitutionKind.SUPERVISED)
    led_by_maija(school, TOMORROW)  # still to come
    english_instead(school)
    cancelled(school)
    enter_substitution(
        school.actors.nora,
        school.lesson(school.maths_b, YESTERDAY),
        reason=SubstitutionReason.COURSES,
    )
    sums = export_list(school.actors.clerk, "aizvietotas-stundas", ListQuery())
    # Name, month, then same subject, another, joined, led, supervised, to be confirmed.
    assert sorted((row[1], *row[3:]) for row in sums.rows) == [
        ("11.2026", 0, 0, 0, 0, 0, 1),
        ("11.2026", 0, 1, 0, 1, 0, 0),
        ("11.2026", 2, 0, 0, 2, 1, 0),
    ]
    lines = show_list(school.actors.superuser, "aizvietojumi", ListQuery())
    assert [row.cells[1] for row in lines.rows] == [TODAY, TODAY, YESTERDAY, YESTERDAY, FRIDAY]
    for filters, count in (
        ({"reason": "courses"}, 2),
        ({"kind": "supervised"}, 1),
        ({"state": "no"}, 1),
        ({"month": "11.2026"}, 5),
    ):
        found = show_list(school.actors.clerk, "aizvietojumi", ListQuery(filters=filters))
        assert len(found.rows) == count, filters
    with statements() as asked:
        export_list(school.actors.management, "aizvietojumi", ListQuery())
    assert len([one for one in asked if "FROM substitution" in one]) == 1


def test_whoever_sees_hours_may_know_reasons(school: TinySchool) -> None:
    for who, actor in school.actors.all().items():
        if allows(actor, Permission.SUBSTITUTION_HOURS):
            assert allows(actor, Permission.TEACHER_ABSENCE_READ), who


def test_a_correction_is_logged_with_words_and_shown_and_moves_the_right_to_write(
    school: TinySchool,
) -> None:
    own = led_by_maija(school)
    management, nora = school.actors.management, school.actors.nora
    seen = open_substitution(management, own)
    before = last_entry()
    correct_substitution(
        management,
        own,
        seen.version,
        data(
            school,
            kind=SubstitutionKind.SUPERVISED,
            reason=SubstitutionReason.COURSES,
            substitute_id=nora.person_id,
        ),
    )
    page = open_substitution(school.actors.clerk, own)
    assert (page.kind, page.reason, page.substitute_id) == (
        SubstitutionKind.SUPERVISED,
        "courses",
        nora.person_id,
    )
    assert not page.writable
    assert [(one.field, one.words) for one in page.corrections] == [
        ("kind", "Kļūda ierakstā"),
        ("reason", "Kļūda ierakstā"),
        ("substitute", "Kļūda ierakstā"),
    ]
    assert [str(one.new) for one in page.corrections][2].startswith(nora.name.split()[1])
    assert open_lesson(nora, school.lesson(school.maths_a)).editable
    (entry,) = trail(after=before)
    assert entry.after == {"corrected": ["kind", "reason", "substitute"]}
    lines = show_list(management, "aizvietojumi", ListQuery())
    assert lines.rows[0].cells[-1] is not None


def test_what_cannot_be_corrected_is_refused_at_its_field(school: TinySchool) -> None:
    actors, own = school.actors, led_by_maija(school)
    other = english_instead(school)
    version = open_substitution(actors.management, own).version
    for field, change in (
        ("words", {"words": "  "}),
        ("kind", {"kind": SubstitutionKind.OTHER_SUBJECT}),
        ("substitute", {"substitute_id": None}),
        ("substitute", {"substitute_id": actors.ilze.person_id}),
        ("substitute", {"substitute_id": actors.parent.person_id}),
        ("", {}),
    ):
        with pytest.raises(Refused) as refusal:
            correct_substitution(actors.management, own, version, data(school, **change))
        assert refusal.value.field == field, change
    with pytest.raises(Refused, match="Somebody else"):
        correct_substitution(actors.management, own, version + 1, data(school))
    with pytest.raises(Refused, match="journal row"):
        correct_substitution(
            actors.management,
            other,
            open_substitution(actors.management, other).version,
            data(school, substitute_id=actors.janis.person_id),
        )
    with reading() as session:
        assert session.exec(select(SubstitutionCorrection)).all() == []


def test_each_refuses_everybody_it_is_not_for(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    own = led_by_maija(school)
    hours = {"clerk", "management", "superuser"}
    each_refuses_everybody_else(
        school,
        {
            correcting.open_substitution: Case(
                lambda actor: open_substitution(actor, own), hours, Permission.SUBSTITUTION_HOURS
            ),
            correcting.correct_substitution: Case(
                lambda actor: correct_substitution(actor, own, 1, data(school)),
                {"management"},
                Permission.SUBSTITUTION_PLAN,
            ),
        },
        subtests,
    )


@pytest.mark.parametrize("key", ["aizvietotas-stundas", "aizvietojumi"])
def test_lists_of_hours_are_for_the_office_only(school: TinySchool, key: str) -> None:
    led_by_maija(school)
    for who in ("ilze", "maija", "parent", "pupil", "former_pupil"):
        with pytest.raises(Forbidden):
            export_list(school.actors.all()[who], key, ListQuery())
