"""The history and a pupil's page say which movement it was, by which order and of whom (8)."""

from datetime import timedelta

from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.services.lists.view import show_list
from ejournal_app.services.movements.enrolling import enrol
from ejournal_app.services.movements.history import runs_of_pupil, undo_movement
from ejournal_app.services.movements.leaving import leave
from ejournal_app.services.movements.moving import move
from ejournal_app.services.movements.orders import Order
from ejournal_app.services.movements.programme_codes import correct_programme
from ejournal_app.services.promotion.applying import Promotion, promote
from tests.services.promotion.years import LAST_DAY, NEXT, next_year
from tests.support.school import TinySchool
from tests.support.school_days import TODAY
from tests.support.statements import statements

from .asking import ORDER, enrolling, leaving, moving


def told(superuser: Actor, search: str = "") -> list[tuple[str, str, str]]:
    """What, about whom and by which order, the latest first."""
    shown = show_list(superuser, "vesture", ListQuery(search=search))
    columns = [head.key for head in shown.columns]
    chosen = [columns.index(key) for key in ("what", "about", "file")]
    return [
        tuple(  # type: ignore[misc]
            translate("en", cell) if isinstance(cell, Message) else str(cell or "")
            for cell in (row.cells[index] for index in chosen)
        )
        for row in shown.rows
    ]


def test_each_movement_is_told_with_its_kind_pupil_and_order(school: TinySchool) -> None:
    superuser = school.actors.superuser
    enrol(superuser, enrolling(school))
    correct_programme(superuser, school.anna, "21011121")
    move(superuser, moving(school.anna, school.class_b))
    leave(superuser, leaving(school.dace))
    assert told(superuser) == [
        ("Left the school", "Ozola Dace · 5.b", "1-9/77"),
        ("Move within the year", "Āboliņa Anna · 5.a → 5.b", "1-9/77"),
        ("Programme code corrected", "Āboliņa Anna · 5.a · 21011111 → 21011121", ""),
        ("Enrolled", "Ozols Kārlis · 5.a", "1-9/77"),
    ]
    assert [what for what, _, _ in told(superuser, "ozols kārlis")] == ["Enrolled"]


def test_a_pupil_who_went_with_the_run_is_not_named_any_more(school: TinySchool) -> None:
    superuser = school.actors.superuser
    done = enrol(superuser, enrolling(school))
    undo_movement(superuser, done.run_id, typed="Kārlis Ozols")
    assert told(superuser) == [("Enrolled", "pupils: 1 · 5.a", "1-9/77")]


def test_a_promotion_is_counted_in_the_history_and_told_to_each_pupil(school: TinySchool) -> None:
    superuser = school.actors.superuser
    classes = next_year()
    promote(
        superuser,
        Promotion(
            order=Order(number="1-9/90", day=TODAY),
            effective=NEXT,
            last_day=LAST_DAY,
            class_id=school.class_a,
            decisions={
                school.anna: f"promoted:{classes['6.a']}",
                school.bruno: f"repeats:{classes['5.a']}",
                school.emils: "leaves",
            },
        ),
    )
    assert told(superuser) == [("Promotion of classes", "pupils: 3 · 5.a", "1-9/90")]
    own = {
        pupil: runs_of_pupil(superuser, pupil)[0]
        for pupil in (school.anna, school.bruno, school.emils)
    }
    assert [(line.movement, line.classes) for line in own.values()] == [
        ("promoted", ("5.a", "6.a")),
        ("repeats", ("5.a", "5.a")),
        ("left", ("5.a",)),
    ]


def test_a_corrected_programme_shows_both_codes_on_the_pupils_page(school: TinySchool) -> None:
    correct_programme(school.actors.superuser, school.anna, "21011121")
    (line,) = runs_of_pupil(school.actors.superuser, school.anna)
    assert (line.movement, line.programmes) == ("programme", "21011111 → 21011121")


def test_more_movements_ask_the_database_no_more_often(school: TinySchool) -> None:
    superuser = school.actors.superuser
    move(superuser, moving(school.anna, school.class_b))
    with statements() as few:
        told(superuser)
    for pupil in (school.bruno, school.dace):
        leave(superuser, leaving(pupil, TODAY + timedelta(days=1), ORDER))
    with statements() as more:
        told(superuser)
    assert len(more) == len(few)
