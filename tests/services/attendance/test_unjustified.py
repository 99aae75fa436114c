"""Steps of unjustified lessons: who reached them, what was done, the report to the municipality."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlmodel import col, select

from ejournal_app.domain.absence_states import ContactChannel
from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.domain.journal_cells import Justification
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import AttendanceStep, RuleSetting, SchoolYear, StoredFile
from ejournal_app.services import attendance as package
from ejournal_app.services.absent_today.telling import log_contact
from ejournal_app.services.attendance.canteen import canteen_page
from ejournal_app.services.attendance.municipality import kept_reports, make_report, open_report
from ejournal_app.services.attendance.steps import record_step
from ejournal_app.services.attendance.summary import absence_summary
from ejournal_app.services.attendance.summary_files import summary_pdf, summary_sheet
from ejournal_app.services.attendance.unjustified import UnjustifiedLine, unjustified_page
from tests.support.absences import missed, note, put
from tests.support.school import TinySchool, school
from tests.support.school_days import LESSON_DAYS, NOW, SEPTEMBER, TODAY
from tests.support.school_rows import planned_lesson
from tests.support.trail import trail
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

__all__ = ["school"]

DAY = timedelta(days=1)


def miss(school: TinySchool, pupil: int, count: int, *, note_from: date | None = SEPTEMBER) -> None:
    """So many lessons missed since September, covered by a note that does not justify them."""
    rows = [
        planned_lesson(school.maths_a, SEPTEMBER + number // 8 * DAY, 4 + number % 8)
        for number in range(count)
    ]
    for lesson in put(*rows):
        missed(school, lesson, pupil)
    if note_from is not None:
        note(school, pupil, note_from, TODAY, Justification.NONE)


def lines(school: TinySchool, who: str = "management") -> dict[str, UnjustifiedLine]:
    page = unjustified_page(school.actors.all()[who])
    return {line.name: line for line in page.lines}


def test_lessons_are_counted_and_steps_follow(school: TinySchool) -> None:
    miss(school, school.anna, 11)
    missed(school, school.lesson(school.maths_a), school.bruno)
    page = unjustified_page(school.actors.maija)
    assert (page.semester, page.thresholds, page.undecided_only) == (1, (5, 10, 15, 21), 1)
    (line,) = page.lines
    assert (line.name, line.unjustified, line.undecided, line.next_step) == (
        "Āboliņa Anna",
        11,
        0,
        15,
    )
    assert [(step.threshold, step.done, step.is_laws) for step in line.steps] == [
        (5, None, False),
        (10, None, False),
    ]
    # Nobody has decided about Bruno: it is not counted, and it is said that there is something.
    assert unjustified_page(school.actors.nora).lines == ()


def test_the_school_sets_its_own_steps_from_a_day_on(school: TinySchool) -> None:
    miss(school, school.anna, 3)
    assert lines(school)["Āboliņa Anna"].steps == ()
    put(RuleSetting(school_id=1, key="unjustified_steps", effective_from=TODAY, value="3"))
    assert [step.threshold for step in lines(school)["Āboliņa Anna"].steps] == [3]


def test_what_was_done_is_written_down_once(school: TinySchool) -> None:
    miss(school, school.anna, 6)
    maija, management = school.actors.maija, school.actors.management
    record_step(maija, school.anna, 1, 5, "  Saruna   ar vecākiem ")
    (step,) = lines(school)["Āboliņa Anna"].steps
    assert step.done is not None
    assert (step.done.words, step.done.by) == ("Saruna ar vecākiem", "Sproģe Maija")
    assert lines(school)["Āboliņa Anna"].open_steps == ()
    for actor in (maija, management):
        with pytest.raises(Refused, match="already"):
            record_step(actor, school.anna, 1, 5, "Vēlreiz")
    for step_number, words in ((10, "n"), (6, "n"), (21, "n")):
        with pytest.raises(Refused, match="not reached"):
            record_step(maija, school.anna, 1, step_number, words)
    with pytest.raises(Refused) as refusal:
        record_step(maija, school.anna, 1, 5, "  ")
    assert refusal.value.field == "words"
    with reading() as session:
        assert len(session.exec(select(AttendanceStep)).all()) == 1
    (entry,) = [entry for entry in trail() if entry.entity == "attendance_step"]
    assert (entry.pupil_id, entry.after) == (school.anna, {"semester": 1, "threshold": 5})


def test_a_step_stays_when_a_later_note_justifies_the_lessons(school: TinySchool) -> None:
    miss(school, school.anna, 6)
    record_step(school.actors.maija, school.anna, 1, 5, "Saruna")
    note(school, school.anna, SEPTEMBER, TODAY)
    line = lines(school)["Āboliņa Anna"]
    assert (line.unjustified, [step.threshold for step in line.steps]) == (0, [5])


def test_each_semester_begins_anew(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    miss(school, school.anna, 6)
    clock_at(datetime(2027, 1, 20, 14))
    assert unjustified_page(school.actors.management).semester == 2
    assert unjustified_page(school.actors.management).lines == ()
    assert unjustified_page(school.actors.management, 1).lines[0].unjustified == 6
    with pytest.raises(Refused, match="not reached"):
        record_step(school.actors.management, school.anna, 2, 5, "Saruna")


def test_the_report_needs_more_than_twenty(school: TinySchool) -> None:
    miss(school, school.anna, 20)
    with pytest.raises(Refused, match="20"):
        make_report(school.actors.maija, school.anna, 1)
    assert kept_reports(school.actors.management) == ()


def test_the_report_is_kept_as_it_was_made(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    miss(school, school.anna, 22)
    maija = school.actors.maija
    record_step(maija, school.anna, 1, 5, "Saruna ar vecākiem")
    missed(school, school.lesson(school.maths_a), school.anna)
    parent = school.actors.parent.person_id
    log_contact(maija, school.anna, parent, ContactChannel.CALL, reached=False)
    log_contact(maija, school.anna, parent, ContactChannel.CALL, "nav zinājusi")
    pdf, sheet = make_report(maija, school.anna, 1)
    kept = kept_reports(maija)
    assert {one.file_id for one in kept} == {pdf, sheet}
    file = open_report(school.actors.superuser, pdf)
    assert sha256(file.content).hexdigest() == file.sha256
    text = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(file.content)).pages
    )
    for words in (
        "Paraugskola",
        "Ziņojums par neattaisnotiem kavējumiem",
        "Anna Āboliņa, 5.a",
        "2026/27. mācību gada I semestrī",
        "kavējis 23 mācību stundas",
        "2026. gada septembris 22 0 0",
        "2026. gada novembris 1 0 0",
        "Kopā 23 0 0",
        "Pēc 5 stundām: Saruna ar vecākiem Sproģe Maija",
        "zvanīju – neatbild: Aija Āboliņa",
        "pa tālruni: nav zinājusi Aija Āboliņa",
        "Sagatavots 25.11.2026 14:00, Maija Sproģe",
    ):
        assert words in text, (words, text)
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(open_report(maija, sheet).content))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert rows[1][:6] == ["Anna Āboliņa", "5.a", "2026. gada septembris", 22.0, 0.0, 0.0]
    assert trail()[-1].pupil_id == school.anna
    # A later report is another one; this one stays.
    clock_at(NOW + timedelta(minutes=1))
    note(school, school.anna, SEPTEMBER, SEPTEMBER)
    with pytest.raises(Refused):
        make_report(maija, school.anna, 1)
    assert open_report(maija, pdf).content == file.content


def test_only_reports_are_opened_as_reports(school: TinySchool) -> None:
    with reading() as session:
        school_id = session.exec(select(SchoolYear.school_id)).first()
    (other,) = put(
        StoredFile(
            school_id=school_id or 0,
            purpose="absence",
            name="zime.pdf",
            media_type="application/pdf",
            sha256="0" * 64,
            content=b"x",
            stored_at=datetime.fromisoformat("2026-11-25T12:00:00+00:00"),
            pupil_id=school.anna,
        )
    )
    for file_id in (other, 999_999):
        with pytest.raises(Forbidden):
            open_report(school.actors.management, file_id)


def test_every_use_case_refuses_whoever_it_is_not_for(
    school: TinySchool, subtests: pytest.Subtests
) -> None:
    miss(school, school.anna, 22)
    (pdf, _) = make_report(school.actors.maija, school.anna, 1)
    reads = {"maija", "nora", "management", "superuser"}
    own, writes = {"maija", "management", "superuser"}, {"maija", "management"}
    report = Permission.ABSENCE_REPORT_READ
    pupil = ("pupil", school.anna, school.anna)
    cases = {
        unjustified_page: Case(unjustified_page, reads, report),
        kept_reports: Case(kept_reports, reads, report),
        absence_summary: Case(absence_summary, reads, report),
        summary_sheet: Case(lambda actor: summary_sheet(actor, None, ""), reads, report),
        summary_pdf: Case(lambda actor: summary_pdf(actor, None, ""), reads, report),
        canteen_page: Case(canteen_page, reads, report),
        record_step: Case(
            lambda actor: record_step(actor, school.anna, 1, 5, "Saruna"),
            writes,
            Permission.ABSENT_CONTACT_WRITE,
            *pupil,
        ),
        make_report: Case(
            lambda actor: make_report(actor, school.anna, 1),
            writes,
            Permission.ABSENT_CONTACT_WRITE,
            *pupil,
        ),
    }
    each_refuses_everybody_else(school, cases, subtests)
    # The two that are asked about an object after the right to ask at all.
    assert named(cases) | named([open_report]) == use_cases_in(package)
    for who, actor in school.actors.all().items():
        if who in own:
            assert open_report(actor, pdf).name.endswith(".pdf")
            continue
        with subtests.test(who), pytest.raises(Forbidden):
            open_report(actor, pdf)
        with subtests.test(who), pytest.raises(Forbidden):
            absence_summary(actor, school.class_a)


def test_a_class_that_is_not_there_is_refused_like_a_foreign_one(school: TinySchool) -> None:
    for class_id in (0, -1, 999_999):
        with pytest.raises(Forbidden):
            absence_summary(school.actors.management, class_id)


def test_the_summary_is_printed_and_written(school: TinySchool) -> None:
    miss(school, school.anna, 6)
    missed(school, school.lesson(school.maths_a), school.bruno)
    text = " ".join(
        " ".join(page.extract_text().split())
        for page in PdfReader(
            io.BytesIO(summary_pdf(school.actors.maija, school.class_a, "1"))
        ).pages
    )
    for words in (
        "Kavējumu kopsavilkums, 5.a",
        "I semestris",
        "Āboliņa Anna 6 0 0 6 0 0 0",
        "Bērziņš Bruno 1 0 0 0 1 0 0",
        "Kopā 7 0 0 6 1 0 0",
        "2026. gada novembris 1 0 0 0 1 0 0",
    ):
        assert words in text, (words, text)
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(summary_sheet(school.actors.management, None, "gads"))
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["Klase", "Izglītojamais", "Mēnesis", "Kavētas"]
    assert rows[1] == ["5.a", "Āboliņa Anna", "2026. gada septembris", 6, 0, 0, 6, 0, 0, 0]
    assert rows[2] == ["5.a", "Bērziņš Bruno", "2026. gada novembris", 1, 0, 0, 0, 1, 0, 0]
    assert len(rows) == 3
    assert LESSON_DAYS[0] < TODAY
    with reading() as session:
        assert session.exec(select(col(StoredFile.id))).all() == []


def test_an_unknown_period_is_the_running_month(school: TinySchool) -> None:
    for period in ("", "2026-13", "x", "2031-01", "3"):
        summary = absence_summary(school.actors.management, None, period)
        assert (summary.period.key, summary.period.first) == ("2026-11", date(2026, 11, 1))


def test_a_pupil_who_is_not_there_is_refused_like_a_foreign_one(school: TinySchool) -> None:
    for actor in (school.actors.maija, school.actors.management):
        with pytest.raises(Forbidden):
            record_step(actor, 999_999, 1, 5, "Saruna")
        with pytest.raises(Forbidden):
            make_report(actor, 999_999, 1)
