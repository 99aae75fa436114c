"""Whoever calls whatever with someone else's ids gets a refusal, an audit entry, and no data."""

from typing import Any

import pytest

from tests.states.handlers import HANDLERS, Call, Row, operation
from tests.states.school import (
    EVERYBODY,
    NOBODY,
    READS_EVERYTHING,
    SECRET_TITLE,
    SECRET_TOPIC,
    TEACHERS,
    Objects,
    School,
)
from tests.support.events import EventSocket, handler_name, sent_to, values

NO_ACCESS = "Jums nav piekļuves šim ierakstam, vai arī tāda nav."
NOT_THERE = 1_000_000_000
MISSING = Objects(
    journal=NOT_THERE, lesson=NOT_THERE, work=NOT_THERE, pupil=NOT_THERE, day="2026-01-12"
)


@pytest.fixture(autouse=True)
def nothing_changes(school: School) -> Any:
    """Whatever is tried here, the school stays as it is."""
    assert school.foreign
    for username in EVERYBODY:
        school.cookie_of(username)
    before = school.contents()
    yield
    assert school.contents() == before
    assert not school.rows(
        "SELECT 1 FROM diary_visit v JOIN account a ON a.id = v.account_id"
        " WHERE v.pupil_id = ? AND a.username NOT IN ('vadiba', 'virslietotajs')",
        school.foreign.pupil,
    )


@pytest.mark.parametrize("caller", sorted(EVERYBODY))
def test_foreign_things_are_refused_on_record(school: School, caller: str) -> None:
    tried = 0
    with school.page_of(caller) as page:
        for name, row in HANDLERS.items():
            if caller in row.may_see:
                continue
            for call in row.foreign(school, school.foreign, caller):
                refused(school, page, caller, name, row, call)
                tried += 1
    assert tried > 10
    sent = "".join(page.texts)
    secrets = {SECRET_TOPIC, SECRET_TITLE, school.secret_code}
    assert not [secret for secret in secrets if secret in sent]


@pytest.mark.parametrize("caller", sorted(EVERYBODY))
def test_what_is_not_there_is_refused_like_what_is_foreign(school: School, caller: str) -> None:
    with school.page_of(caller) as page:
        for name, row in HANDLERS.items():
            if name == "account.OwnAccount.end_session":
                calls = [Call({"session_id": NOT_THERE}, "/konts", frozenset({NOT_THERE}))]
            else:
                calls = row.foreign(school, MISSING, caller)
            for call in calls:
                refused(school, page, caller, name, row, call)


@pytest.mark.parametrize("caller", sorted(EVERYBODY))
def test_a_screen_of_another_role_is_refused_on_record(school: School, caller: str) -> None:
    with school.page_of(caller) as page:
        for name, row in HANDLERS.items():
            if caller not in row.open_to:
                path = row.path(school.own)
                call = Call(row.arguments(school), path, frozenset())
                refused(school, page, caller, name, row, call)


def test_who_is_not_logged_in_is_sent_to_the_log_in_page_by_everything(school: School) -> None:
    entry = school.last_entry
    with school.page_of(NOBODY) as page:
        for name, row in HANDLERS.items():
            if name.startswith(("first_run.", "login.", "welcome.", "refusals.")):
                continue
            own = Call(row.arguments(school), row.path(school.own), frozenset())
            for call in [own, *row.foreign(school, school.foreign, "skolens")]:
                updates = answered(page, name, call)
                assert [path.partition("?")[0] for path in sent_to(updates)] == ["/ieiet"], name
    sent = "".join(page.texts)
    assert SECRET_TOPIC not in sent
    assert "personal_code_rx_state_" not in sent
    assert school.last_entry == entry


@pytest.mark.parametrize("teacher", sorted(TEACHERS))
def test_a_pupil_of_another_journal_is_refused_in_an_own_work(school: School, teacher: str) -> None:
    own, foreign = school.own, school.foreign
    for kind, value in (("mark", "9"), ("attendance", "absent")):
        target = {"lesson_id": own.lesson, "work_id": own.work, "pupil_id": foreign.pupil}
        entry = school.last_entry
        with school.page_of(teacher) as page:
            updates = page.call(
                handler_name("entry.Entry", "send"),
                {"operations": [operation(kind, value, target)]},
            )
        (answer,) = values(updates, "entry.Entry")["answers"]["items"]
        assert (answer["status"], answer["message"]) == ("refused", NO_ACCESS)
        (refusal,) = school.refusals_after(entry)
        assert (refusal.entity_id, refusal.pupil) == (own.journal, foreign.pupil)


def test_one_foreign_entry_does_not_hold_up_the_own_ones(school: School) -> None:
    own, foreign = school.own, school.foreign
    mark = school.one(
        "SELECT CASE WHEN m.improved_from = '' THEN m.value"
        " ELSE m.improved_from || '|' || m.value END FROM mark m"
        " WHERE m.work_id = ? AND m.pupil_id = ?",
        own.work,
        own.pupil,
    )
    batch = [
        operation("mark", mark, {"work_id": own.work, "pupil_id": own.pupil}, base=mark),
        operation("mark", "9", {"work_id": foreign.work, "pupil_id": foreign.pupil}),
    ]
    with school.page_of("skolotajs") as page:
        updates = page.call(handler_name("entry.Entry", "send"), {"operations": batch})
    answers = values(updates, "entry.Entry")["answers"]["items"]
    assert [answer["status"] for answer in answers] == ["saved", "refused"]


@pytest.mark.parametrize("caller", ["vecaks", "skolens", "skolotajs", "audzinatajs"])
def test_any_address_can_be_claimed_and_opens_nothing(school: School, caller: str) -> None:
    things = school.foreign
    pages = {
        "lesson.Lesson": f"/stunda/{things.lesson}",
        "journal.Journal": f"/zurnals/{things.journal}",
        "diary.Diary": f"/dienasgramata/{things.pupil}",
        "pupil_file.PupilFile": f"/skoleni/{things.pupil}",
    }
    tails = ("/", "?datums=2026-01-12", "#x", "/x", "%00", ";1", "/../../konts/1", "9" * 3000)
    with school.page_of(caller) as page:
        for state, address in pages.items():
            own = address.rpartition("/")[0]
            strange = [
                own,
                f"{own}/",
                f"/{address}",
                address[1:],
                f"http://x{address}",
                f"{own}/-1",
            ]
            for path in [address + tail for tail in tails] + strange:
                page.path = path
                page.send(handler_name(state, "enter"))
        page.settle()
    sent = "".join(page.texts)
    secrets = {SECRET_TOPIC, SECRET_TITLE, school.secret_code}
    assert not [secret for secret in secrets if secret in sent]


@pytest.mark.parametrize("reader", sorted(READS_EVERYTHING))
def test_who_reads_everything_does_read_it(school: School, reader: str) -> None:
    """The other side: the secrets looked for above are really there to be found."""
    with school.page_of(reader) as page:
        page.open(f"/stunda/{school.foreign.lesson}")
        page.open(f"/skoleni/{school.foreign.pupil}")
    sent = "".join(page.texts)
    for secret in (SECRET_TOPIC, SECRET_TITLE, school.secret_code):
        assert secret in sent


def refused(
    school: School, page: EventSocket, caller: str, name: str, row: Row, call: Call
) -> None:
    """Make one call and check its refusal: told in words, recorded once, with the ids."""
    entry = school.last_entry
    updates = answered(page, name, call)
    told = values(updates, "feedback.Feedback").get("text")
    answers = values(updates, "entry.Entry").get("answers", {"items": []})["items"]
    if caller not in row.open_to:
        assert sent_to(updates) == ["/"], name
    elif answers:
        assert [(own["status"], own["message"]) for own in answers] == [("refused", NO_ACCESS)]
        assert "value" not in answers[0] or answers[0]["value"] == ""
    else:
        assert told == NO_ACCESS, name
    refusals = school.refusals_after(entry)
    assert len(refusals) == 1, (name, refusals)
    (refusal,) = refusals
    assert refusal.account == school.account(caller)
    assert refusal.entity, name
    if call.ids:
        assert refusal.entity_id in call.ids, (name, refusal)


def answered(page: EventSocket, name: str, call: Call) -> list[dict[str, Any]]:
    """Make a call and wait until the page is told something or sent somewhere."""
    page.path = call.path
    start = len(page.updates)
    page.send(handler_name(*name.rsplit(".", 1)), call.arguments)
    while not _is_answer(page.updates[start:]):
        page.wait_for(lambda update: _is_answer([update]))
    page.settle()
    return page.updates[start:]


def _is_answer(updates: list[dict[str, Any]]) -> bool:
    return (
        bool(sent_to(updates))
        or "text" in values(updates, "feedback.Feedback")
        or "answers" in values(updates, "entry.Entry")
    )
