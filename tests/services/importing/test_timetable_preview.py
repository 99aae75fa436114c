"""What the page of a timetable import shows: the lessons that come, go and stay, the loads."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlmodel import col, select

from ejournal_app.domain.messages import Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Lesson
from ejournal_app.services.changes.history import show_run
from ejournal_app.services.changes.kinds import RunKind
from ejournal_app.services.changes.undoing import undo
from ejournal_app.services.importing import jobs
from ejournal_app.services.importing.drafts import keep
from ejournal_app.services.importing.preview_model import Line
from ejournal_app.services.importing.previews import (
    PlanView,
    choose_columns,
    look,
    standing,
    start,
)
from tests.services.importing.building import Built
from tests.services.importing.test_timetable import FROM, HEADER, MATHS
from tests.services.importing.test_timetable_files import WHOLE, XML

KIND = RunKind.TIMETABLE
LATVIAN = "O;2;5.a;;Latviešu valoda un literatūra;Jānis Ozols;204\n"


def upload(school: Built, *rows: str, on: date = FROM, header: str = HEADER) -> int:
    content = (header + "".join(rows)).encode()
    return keep(school.superuser, KIND, file_name="saraksts.csv", content=content, on=on)


def plan_of(school: Built, draft: int, section: str = "") -> PlanView:
    plan = look(school.superuser, KIND, draft, section=section).plan
    assert plan is not None
    return plan


def counts(plan: PlanView) -> dict[str, int]:
    return {tab.key: tab.count for tab in plan.tabs if tab.count}


def text(line: Line) -> list[str]:
    parts = (line.title, line.place, line.state, *line.details)
    return [translate("en", p) if isinstance(p, Message) else p for p in parts if p]


def carry_out(school: Built, draft: int) -> int:
    start(school.superuser, KIND, draft, plan_of(school, draft).shown)
    job = jobs.job_of(draft)
    assert job is not None
    assert job.thread is not None
    job.thread.join()
    run_id = standing(school.superuser, KIND, draft).run_id
    assert run_id is not None
    return run_id


def lessons() -> list[Lesson]:
    with reading() as session:
        return list(session.exec(select(Lesson).order_by(col(Lesson.day), col(Lesson.number))))


def test_the_lessons_announced_are_the_lessons_made(
    school: Built, contents: Callable[[], Any]
) -> None:
    draft, before = upload(school, MATHS, LATVIAN), contents()
    announced = counts(plan_of(school, draft))["appear"]
    assert contents() == before, "a look writes nothing"
    carry_out(school, draft)
    made = lessons()
    assert len(made) == announced
    assert made[0].day == FROM


def test_what_goes_and_what_stays_is_announced_as_it_happens(school: Built) -> None:
    carry_out(school, upload(school, MATHS))
    recorded = lessons()[3]
    with writing() as session:
        session.get_one(Lesson, recorded.id).topic = "Daļas"
    draft = upload(school, LATVIAN, on=date(2026, 12, 7))
    plan = plan_of(school, draft)
    said = counts(plan)
    assert said["keep"] == 1
    (kept,) = plan_of(school, draft, "keep").lines
    assert kept.title == "Matemātika 5.a"
    before = {lesson.id for lesson in lessons()}
    carry_out(school, draft)
    after = {lesson.id for lesson in lessons()}
    assert len(before - after) == said["disappear"]
    assert len(after - before) == said["appear"]
    assert recorded.id in after


def test_journals_rooms_and_loads_are_named(school: Built) -> None:
    rows = [f"P;{number};1.a;;Matemātika;Anna Bērziņa;204\n" for number in range(1, 7)]
    draft = upload(school, *rows)
    (journal,) = plan_of(school, draft, "journals").lines
    assert text(journal) == [
        "Matemātika 1.a",
        "lessons a week: 6",
        "new journal",
        "Anna Bērziņa begins to teach",
    ]
    assert text(plan_of(school, draft, "things").lines[0]) == ["204", "room"]
    (load,) = plan_of(school, draft, "days").lines
    assert text(load) == ["1.a", "at most 5 are allowed", "Monday: 6"]
    assert load.look == "warn"
    assert counts(plan_of(school, draft))["warnings"] == 1


def test_an_xml_timetable_is_looked_at_without_columns(school: Built) -> None:
    card = '<card lessonid="L" period="1" days="10000"/>'
    content = XML.format(encoding="UTF-8", lessons=WHOLE.format(more=""), cards=card).encode()
    draft = keep(school.superuser, KIND, file_name="saraksts.xml", content=content, on=FROM)
    view = look(school.superuser, KIND, draft)
    assert view.columns is None
    assert view.plan is not None
    assert counts(view.plan)["weekly_added"] == 1
    assert carry_out(school, draft)


def test_unknown_headings_of_a_timetable_are_chosen_too(school: Built) -> None:
    draft = upload(school, MATHS, header=HEADER.replace("Skolotājs", "Kas māca"))
    view = look(school.superuser, KIND, draft)
    assert view.columns is not None
    assert view.columns.missing == ("Skolotājs",)
    said = {h.position: h.key for h in view.columns.headings} | {5: "teacher"}
    choose_columns(school.superuser, KIND, draft, said)
    assert counts(plan_of(school, draft))["journals"] == 1


def test_a_timetable_without_a_day_begins_when_the_school_usually_changes(school: Built) -> None:
    content = (HEADER + MATHS).encode()
    draft = keep(school.superuser, KIND, file_name="saraksts.csv", content=content)
    assert look(school.superuser, KIND, draft).on == date(2026, 11, 23)
    carry_out(school, draft)
    again = keep(school.superuser, KIND, file_name="saraksts.csv", content=content)
    assert look(school.superuser, KIND, again).on == date(2026, 11, 30)


def test_an_applied_timetable_is_taken_back_from_the_history(
    school: Built, contents: Callable[[], Any]
) -> None:
    before = {key: rows for key, rows in contents().items() if key != "import_draft"}
    run_id = carry_out(school, upload(school, MATHS))
    names = {table.name for table in show_run(school.superuser, run_id).tables}
    assert {"journals", "weekly lessons", "timetables", "rooms"} <= names
    undo(school.superuser, run_id)
    assert {key: rows for key, rows in contents().items() if key != "import_draft"} == before
