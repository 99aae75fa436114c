"""A pupil of 18 decides whether the parents see the data; nobody else does."""

from datetime import date

import pytest

from ejournal_app.domain.errors import Forbidden
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Person, Pupil
from ejournal_app.services.accounts.identity import standing_of
from ejournal_app.services.guardians.file import guardians_of
from ejournal_app.services.guardians.own_choice import let_parents_see, own_parents_see
from tests.support.school import TinySchool
from tests.support.school_days import DAY, TODAY
from tests.support.trail import trail

OF_AGE = TODAY.replace(year=TODAY.year - 18)


def born(school: TinySchool, day: date | None) -> None:
    with writing() as session:
        session.get_one(Person, school.actors.pupil.person_id).birth_date = day


def parent_sees(school: TinySchool) -> bool:
    with reading() as session:
        person = school.actors.parent.person_id
        return bool(standing_of(session, account_id=0, person_id=person, on=TODAY).child_ids)


def test_the_switch_closes_the_parents_diary_and_opens_it_again(school: TinySchool) -> None:
    born(school, OF_AGE)
    pupil = school.actors.pupil
    assert own_parents_see(pupil) is True
    let_parents_see(pupil, False)
    let_parents_see(pupil, False)
    assert own_parents_see(pupil) is False
    assert not parent_sees(school)
    assert guardians_of(school.actors.clerk, school.anna).switched_off
    let_parents_see(pupil, True)
    assert parent_sees(school)
    entries = trail("pupil.parents")
    assert [(entry.after, entry.pupil_id) for entry in entries] == [
        ({"parents_see_data": False}, school.anna),
        ({"parents_see_data": True}, school.anna),
    ]


@pytest.mark.parametrize("day", [OF_AGE + DAY, None], ids=["18 tomorrow", "age unknown"])
def test_under_18_there_is_nothing_to_switch(school: TinySchool, day: date | None) -> None:
    born(school, day)
    pupil = school.actors.pupil
    assert own_parents_see(pupil) is None
    with pytest.raises(Forbidden):
        let_parents_see(pupil, False)
    assert parent_sees(school)
    assert trail()[-1].pupil_id == school.anna


def test_nobody_but_a_pupil_has_the_switch(school: TinySchool, subtests: pytest.Subtests) -> None:
    born(school, OF_AGE)
    for who, actor in school.actors.all().items():
        if who == "pupil":
            continue
        with subtests.test(who):
            assert own_parents_see(actor) is None
            with pytest.raises(Forbidden):
                let_parents_see(actor, False)
    with reading() as session:
        assert session.get_one(Pupil, school.anna).parents_see_data
