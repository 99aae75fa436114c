"""Statements of the own class: due, sent, taken back (Regulation 16)."""

from ejournal_app.domain.duties import DutyKind
from ejournal_app.services.duties.class_done import confirm_class_duty, withdraw_class_duty
from ejournal_app.services.duties.owed import own_duties
from ejournal_app.services.duties.papers import own_papers
from tests.support.school import TinySchool


def test_a_month_is_owed_until_its_statements_are_sent(school: TinySchool) -> None:
    maija = school.actors.maija
    latest = own_papers(maija)[0]
    assert (latest.class_id, latest.duty, latest.done_at) == (
        school.class_a,
        DutyKind.STATEMENTS,
        None,
    )
    key = f"statements:{latest.class_id}:{latest.period}"
    assert key in {duty.key for duty in own_duties(maija).duties}
    confirm_class_duty(maija, latest.class_id, latest.duty, latest.period)
    assert own_papers(maija)[0].done_at is not None
    assert key not in {duty.key for duty in own_duties(maija).duties}
    withdraw_class_duty(maija, latest.class_id, latest.duty, latest.period)
    assert own_papers(maija)[0].done_at is None


def test_whoever_has_no_class_has_no_papers(school: TinySchool) -> None:
    assert own_papers(school.actors.ilze) == []
