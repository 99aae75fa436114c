"""Classes: several at once, their class teachers with history, deleting only while empty."""

from datetime import date

import pytest

from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import writing
from ejournal_app.persistence.models import Programme, School
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.teaching.class_teacher_board import (
    appoint_class_teachers,
    class_teacher_board,
)
from ejournal_app.services.teaching.class_teachers import (
    appoint_class_teacher,
    end_class_teacher,
)
from ejournal_app.services.teaching.classes import (
    class_form,
    class_page,
    create_classes,
    delete_class,
    save_class,
)
from tests.support.school import TinySchool
from tests.support.school_days import SEPTEMBER, TODAY, TOMORROW, YESTERDAY
from tests.support.trail import trail


def make(school: TinySchool, letters: str, grade: int = 6, programme: str = "") -> tuple[int, ...]:
    return create_classes(
        school.actors.superuser,
        year_id=None,
        grade=grade,
        letters=letters,
        programme_code=programme,
    )


def history(school: TinySchool, class_id: int) -> list[tuple[str, date, date | None]]:
    page = class_page(school.actors.superuser, class_id)
    return [(term.name, term.starts_on, term.ends_on) for term in page.teachers]


def test_several_classes_are_made_at_once(school: TinySchool) -> None:
    made = make(school, "a–d")
    pages = [class_page(school.actors.superuser, class_id) for class_id in made]
    assert [page.name for page in pages] == ["6.a", "6.b", "6.c", "6.d"]
    assert {page.year for page in pages} == {"2026/27"}
    written = [entry for entry in trail() if entry.entity == "school_class"]
    assert [entry.entity_id for entry in written] == list(made)


def test_nothing_is_made_when_one_of_them_is_there_already(school: TinySchool) -> None:
    with pytest.raises(Refused) as refused:
        make(school, "c, a", grade=5)
    assert refused.value.field == "letters"
    assert len(make(school, "c", grade=5)) == 1


@pytest.mark.parametrize("grade", [0, 13, -1])
def test_a_grade_that_does_not_exist_is_refused(school: TinySchool, grade: int) -> None:
    with pytest.raises(Refused) as refused:
        make(school, "a", grade=grade)
    assert refused.value.field == "grade"


def test_the_programme_comes_from_the_dictionary(school: TinySchool) -> None:
    with pytest.raises(Refused):
        make(school, "a", programme="21011111")
    with writing() as session:
        owner = session.get_one(School, 1)
        assert owner.id is not None
        session.add(Programme(school_id=owner.id, code="21011111", name="Pamatizglītība"))
        session.add(Programme(school_id=owner.id, code="21011121", name="Vecā", is_active=False))
    offered = class_form(school.actors.superuser).programmes
    assert [one.code for one in offered] == ["21011111"]
    (made,) = make(school, "a", programme="21011111")
    assert class_page(school.actors.superuser, made).programme_code == "21011111"
    with pytest.raises(Refused):
        make(school, "b", programme="21011121")


def test_a_class_in_use_keeps_its_name_but_not_its_programme(school: TinySchool) -> None:
    superuser = school.actors.superuser
    with pytest.raises(Refused) as refused:
        save_class(superuser, school.class_a, grade=5, letter="x", programme_code="")
    assert refused.value.field == "letters"
    (empty,) = make(school, "a")
    save_class(superuser, empty, grade=7, letter="B", programme_code="")
    assert class_page(superuser, empty).name == "7.b"
    with pytest.raises(Refused):
        save_class(superuser, empty, grade=5, letter="a", programme_code="")


def test_the_class_teacher_is_changed_in_one_step_and_the_history_stays(
    school: TinySchool,
) -> None:
    superuser, nora = school.actors.superuser, school.actors.nora
    appoint_class_teacher(superuser, school.class_a, person_id=nora.person_id, starts_on=TOMORROW)
    assert history(school, school.class_a) == [
        ("Vītola Nora", TOMORROW, None),
        ("Sproģe Maija", SEPTEMBER, TODAY),
    ]


def test_the_old_class_teacher_reads_the_class_no_more(school: TinySchool) -> None:
    superuser, nora, maija = school.actors.superuser, school.actors.nora, school.actors.maija
    appoint_class_teacher(superuser, school.class_a, person_id=nora.person_id, starts_on=TODAY)
    with writing() as session:
        now = {
            actor.name: standing_of(
                session, account_id=actor.account_id, person_id=actor.person_id, on=TODAY
            ).class_ids
            for actor in (nora, maija)
        }
    assert now == {
        nora.name: frozenset({school.class_a, school.class_b}),
        maija.name: frozenset(),
    }


def test_an_appointment_from_the_same_or_an_earlier_day_takes_the_place_of_the_first(
    school: TinySchool,
) -> None:
    superuser, nora = school.actors.superuser, school.actors.nora
    appoint_class_teacher(superuser, school.class_a, person_id=nora.person_id, starts_on=SEPTEMBER)
    assert history(school, school.class_a) == [("Vītola Nora", SEPTEMBER, None)]
    before = trail()[-1].before
    assert before == {"ends": {str(school.actors.maija.person_id): None}}


def test_a_class_teacher_must_be_staff_and_the_day_of_the_year(school: TinySchool) -> None:
    superuser, maija = school.actors.superuser, school.actors.maija
    for person, day, field in (
        (school.actors.parent.person_id, TODAY, "person"),
        (school.actors.contract_ended_yesterday.person_id, TODAY, "person"),
        (999_999, TODAY, "person"),
        (maija.person_id, TODAY, "person"),
        (school.actors.nora.person_id, date(2025, 9, 1), "starts_on"),
        (school.actors.nora.person_id, date(2027, 9, 1), "starts_on"),
    ):
        with pytest.raises(Refused) as refused:
            appoint_class_teacher(superuser, school.class_a, person_id=person, starts_on=day)
        assert refused.value.field == field


def test_a_class_teachers_time_can_end_without_another(school: TinySchool) -> None:
    superuser = school.actors.superuser
    (term,) = class_page(superuser, school.class_a).teachers
    with pytest.raises(Refused):
        end_class_teacher(superuser, term.term_id, last_day=date(2026, 8, 1))
    end_class_teacher(superuser, term.term_id, last_day=YESTERDAY)
    assert history(school, school.class_a) == [("Sproģe Maija", SEPTEMBER, YESTERDAY)]


def test_only_an_empty_class_can_be_deleted(school: TinySchool) -> None:
    superuser = school.actors.superuser
    with pytest.raises(Refused):
        delete_class(superuser, school.class_a, typed="5.a")
    uses = [message.params["n"] for message in class_page(superuser, school.class_a).uses]
    assert uses == [5, 2]
    (empty,) = make(school, "a")
    appoint_class_teacher(superuser, empty, person_id=school.actors.nora.person_id, starts_on=TODAY)
    assert delete_class(superuser, empty, typed="6a") == "6.a"
    assert len(make(school, "a")) == 1


def holders(school: TinySchool) -> dict[str, int]:
    board = class_teacher_board(school.actors.superuser)
    return {row.name: row.person_id for row in board.classes}


def test_many_class_teachers_are_named_in_one_step(school: TinySchool) -> None:
    superuser, nora = school.actors.superuser, school.actors.nora
    before = holders(school)
    chosen = {school.class_a: nora.person_id}
    assert appoint_class_teachers(superuser, chosen, TODAY) == 1
    assert holders(school) == {**before, "5.a": nora.person_id} != before
    entries = len(trail())
    assert appoint_class_teachers(superuser, chosen, TODAY) == 0
    assert len(trail()) == entries


def test_naming_many_is_all_or_nothing(school: TinySchool) -> None:
    before = holders(school)
    chosen = {school.class_a: school.actors.nora.person_id, school.class_b: 999_999}
    with pytest.raises(Refused) as refusal:
        appoint_class_teachers(school.actors.superuser, chosen, TODAY)
    assert refusal.value.field == "person"
    assert holders(school) == before
