"""The dictionary of programmes: what may be in it, and that enrolments keep their codes."""

from collections.abc import Callable
from typing import Any

import pytest

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.programmes import USUAL_PROGRAMMES
from ejournal_app.persistence.engine import reading
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.programmes import active_programmes, known_programme
from ejournal_app.services.programmes.dictionary import (
    LONGEST_NAME,
    add_programme,
    add_usual_programmes,
    change_programme,
    missing_usual_programmes,
    open_programme,
    restore_programme,
    retire_programme,
)
from tests.support.school import TinySchool
from tests.support.trail import trail

IN_USE = "21011111"
"""The code of every pupil of the tiny school."""
FREE = "31011011"


def active() -> list[str]:
    with reading() as session:
        return [choice.code for choice in active_programmes(session)]


def refused(act: Callable[..., Any], *arguments: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        act(*arguments)
    return refusal.value


def test_usual_programmes_are_added_once_and_only_those_chosen(school: TinySchool) -> None:
    superuser = school.actors.superuser
    assert len(missing_usual_programmes(superuser)) == len(USUAL_PROGRAMMES)
    assert add_usual_programmes(superuser, [IN_USE, FREE, "00000000"]) == 2
    assert add_usual_programmes(superuser, [IN_USE]) == 0
    assert active() == [IN_USE, FREE]
    assert len(missing_usual_programmes(superuser)) == len(USUAL_PROGRAMMES) - 2


@pytest.mark.parametrize("code", ["", "2101111", "210111111", "2101111a", "٢١٠١١١١١", "2101-111"])
def test_a_code_is_eight_digits(school: TinySchool, code: str) -> None:
    refusal = refused(add_programme, school.actors.superuser, code, "Programma")
    assert (refusal.field, refusal.message.msgid) == ("code", "A programme code has 8 digits.")
    assert active() == []


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1)])
def test_a_programme_has_a_name_that_fits(school: TinySchool, name: str) -> None:
    assert refused(add_programme, school.actors.superuser, FREE, name).field == "name"


def test_a_code_is_in_the_dictionary_once(school: TinySchool) -> None:
    superuser = school.actors.superuser
    add_programme(superuser, " 3101 1011 ", "Vispārējā")
    assert refused(add_programme, superuser, FREE, "Cita").field == "code"
    other = add_programme(superuser, IN_USE, "Pamatizglītība")
    assert refused(change_programme, superuser, other, FREE, "Cita").field == "code"


def test_a_code_nobody_uses_can_be_corrected_and_one_in_use_cannot(school: TinySchool) -> None:
    superuser = school.actors.superuser
    used = add_programme(superuser, IN_USE, "Pamatizglītība")
    free = add_programme(superuser, "31011012", "Vispārējā")
    change_programme(superuser, free, FREE, "Vispārējā vidējā")
    assert open_programme(superuser, free).code == FREE
    assert refused(change_programme, superuser, used, "21011112", "x").field == "code"
    change_programme(superuser, used, IN_USE, "Pamatizglītības programma")
    card = open_programme(superuser, used)
    assert (card.name, card.enrolments > 0) == ("Pamatizglītības programma", True)
    assert [entry.entity_id for entry in trail("programme.change")] == [free, used]


def test_saving_without_a_change_leaves_no_trace(school: TinySchool) -> None:
    added = add_programme(school.actors.superuser, FREE, "Vispārējā")
    change_programme(school.actors.superuser, added, FREE, "Vispārējā")
    assert trail("programme.change") == []


def test_a_retired_programme_cannot_be_chosen_until_it_is_taken_up_again(
    school: TinySchool,
) -> None:
    superuser = school.actors.superuser
    added = add_programme(superuser, FREE, "Vispārējā")
    retire_programme(superuser, added)
    retire_programme(superuser, added)
    assert active() == []
    with reading() as session, pytest.raises(Refused) as refusal:
        known_programme(session, FREE)
    assert refusal.value.field == "programme"
    restore_programme(superuser, added)
    with reading() as session:
        assert known_programme(session, " 3101 1011") == FREE
    assert len(trail("programme.retire")) == len(trail("programme.restore")) == 1


@pytest.mark.parametrize("unknown", [-1, 0, 999_999])
def test_a_programme_that_is_not_there_is_refused(school: TinySchool, unknown: int) -> None:
    superuser = school.actors.superuser
    for act in (open_programme, retire_programme, restore_programme):
        with pytest.raises(Forbidden):
            act(superuser, unknown)
    with pytest.raises(Forbidden):
        change_programme(superuser, unknown, FREE, "x")


def test_the_list_counts_pupils_and_shows_codes_the_dictionary_lacks(school: TinySchool) -> None:
    superuser = school.actors.superuser
    add_programme(superuser, FREE, "Vispārējā")
    rows = show_list(superuser, "programmas", ListQuery()).rows
    assert [(row.cells[0], row.cells[2], row.looks[3]) for row in rows] == [
        (IN_USE, 5, "warn"),
        (FREE, 0, "ok"),
    ]
    assert rows[0].href == f"/iestatijumi/programmas/jauna?kods={IN_USE}"
