"""Subjects: the usual ones in one tap, names that are taken, retiring, deleting while unused."""

import pytest

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.subject_defaults import SUBJECTS
from ejournal_app.services.teaching.subjects import (
    LONGEST_NAME,
    LONGEST_SHORT_NAME,
    add_usual_subjects,
    create_subject,
    delete_subject,
    save_subject,
    subject_page,
)
from tests.support.school import TinySchool


def test_the_usual_subjects_fit_and_are_added_once(school: TinySchool) -> None:
    superuser = school.actors.superuser
    assert add_usual_subjects(superuser) == len(SUBJECTS) - 2  # two are there already
    assert add_usual_subjects(superuser) == 0
    assert len({name for name, _ in SUBJECTS}) == len(SUBJECTS)
    assert max(len(name) for name, _ in SUBJECTS) <= LONGEST_NAME
    assert max(len(short) for _, short in SUBJECTS) <= LONGEST_SHORT_NAME


def test_a_subject_without_a_short_name_gets_the_beginning_of_its_name(
    school: TinySchool,
) -> None:
    superuser = school.actors.superuser
    made = create_subject(
        superuser, name="  Latviešu   valoda un literatūra padziļināti ", short_name=""
    )
    page = subject_page(superuser, made)
    assert page.name == "Latviešu valoda un literatūra padziļināti"
    assert page.short_name == "Latviešu valoda un literatūra"


@pytest.mark.parametrize(
    ("name", "short_name", "field"),
    [
        ("", "", "name"),
        ("  ", "x", "name"),
        ("matemātika", "", "name"),
        ("x" * 101, "", "name"),
        ("Ķīmija", "x" * 31, "short_name"),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(
    school: TinySchool, name: str, short_name: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        create_subject(school.actors.superuser, name=name, short_name=short_name)
    assert refused.value.field == field


def test_a_subject_is_renamed_retired_and_brought_back(school: TinySchool) -> None:
    superuser = school.actors.superuser
    made = create_subject(superuser, name="Ķīmija", short_name="Ķīm.")
    save_subject(superuser, made, name="Ķīmija I", short_name="Ķīm.", is_active=False)
    page = subject_page(superuser, made)
    assert (page.name, page.is_active) == ("Ķīmija I", False)
    save_subject(superuser, made, name="ķīmija i", short_name="", is_active=True)
    assert subject_page(superuser, made).is_active
    with pytest.raises(Refused):
        save_subject(superuser, made, name="Matemātika", short_name="", is_active=True)


def test_only_an_unused_subject_can_be_deleted(school: TinySchool) -> None:
    superuser = school.actors.superuser
    made = create_subject(superuser, name="Ķīmija", short_name="")
    assert subject_page(superuser, made).can_be_deleted
    assert delete_subject(superuser, made, typed="ķīmija") == "Ķīmija"
    with pytest.raises(Refused):
        delete_subject(superuser, made - 1, typed="")  # the choir's
