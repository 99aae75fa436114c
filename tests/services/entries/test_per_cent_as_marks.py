"""Per cent typed into a ten-point work become marks by the school's table of the work's day."""

from ejournal_app.services.entries.operations import AnswerStatus
from ejournal_app.services.school_rules import Rule
from ejournal_app.services.setup.rules import save_rule
from tests.support.entering import mark, mark_life, saved, send
from tests.support.school import TinySchool
from tests.support.school_days import TODAY, YESTERDAY


def test_the_answer_and_the_ledger_hold_the_mark(school: TinySchool) -> None:
    ilze = school.actors.ilze
    assert saved(ilze, mark(school.test, school.anna, "40%")) == ["4"]
    assert saved(ilze, mark(school.test, school.anna, "4|75,5 %", "4")) == ["4|7"]
    assert mark_life() == [(1, "", "4"), (2, "4", "4|7")]


def test_the_table_of_the_works_day_counts(school: TinySchool) -> None:
    milder = "10,20,30,40,50,60,70,75,90"
    save_rule(school.actors.superuser, Rule.PERCENT_BOUNDS, milder, TODAY)
    assert saved(school.actors.ilze, mark(school.test, school.anna, "75%")) == ["7"]
    save_rule(school.actors.superuser, Rule.PERCENT_BOUNDS, milder, YESTERDAY)
    assert saved(school.actors.ilze, mark(school.test, school.bruno, "75%")) == ["9"]


def test_one_typed_over_another_that_is_still_under_way_is_no_conflict(school: TinySchool) -> None:
    ilze = school.actors.ilze
    typed = (
        mark(school.test, school.anna, "75%"),
        mark(school.test, school.anna, "85%", "75%"),
    )
    assert saved(ilze, *typed) == ["7", "8"]


def test_without_the_sign_and_out_of_bounds_it_is_refused(school: TinySchool) -> None:
    for typed, sentence in (
        ("75", "A mark on the ten-point scale is from 1 to 10."),
        ("101%", "Per cent are from 0 to 100."),
        ("7,5", "whole points only"),
    ):
        (answer,) = send(school.actors.ilze, mark(school.test, school.anna, typed))
        assert answer.status == AnswerStatus.REFUSED
        assert answer.message is not None
        assert sentence in answer.message.english()
    assert mark_life() == []


def test_in_other_scales_per_cent_are_what_they_were(school: TinySchool) -> None:
    (answer,) = send(school.actors.ilze, mark(school.quiz, school.anna, "75%"))
    assert answer.status == AnswerStatus.REFUSED
