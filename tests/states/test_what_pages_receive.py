"""What reaches a browser: the page's own data and nothing of anybody else's, no secrets."""

import re
import time
from typing import Any

import pytest

from tests.states.school import EVERYBODY, NOBODY, School
from tests.support.events import EventSocket, handler_name, page, values

PERSONAL_CODE = re.compile(r"\b\d{6}-\d{5}\b")
FAMILIES = ("vecaks", "skolens")
PAGES = {
    "vecaks": ("/dienasgramata", "/konts"),
    "skolens": ("/dienasgramata", "/konts"),
    "skolotajs": ("/diena", "/zurnali", "/zurnals/{journal}", "/stunda/{lesson}", "/konts"),
    "audzinatajs": ("/diena", "/zurnali", "/zurnals/{journal}", "/stunda/{lesson}", "/skoleni"),
    "lietvede": ("/skoleni", "/konts"),
    "vadiba": ("/skola", "/zurnali", "/zurnals/{journal}", "/skoleni", "/konts"),
    "virslietotajs": ("/skola", "/zurnali", "/zurnals/{journal}", "/skoleni", "/konts"),
}


@pytest.mark.parametrize("reader", sorted(EVERYBODY))
def test_no_page_carries_a_secret(school: School, reader: str) -> None:
    """Personal codes stand in personal files only; what proves who one is, nowhere."""
    sent = received(school, reader, PAGES[reader])
    assert not PERSONAL_CODE.findall(sent)
    secret = school.cookie_of(reader).partition("=")[2]
    hashes = [value for (value,) in school.rows("SELECT secret_hash FROM login_session")]
    for never in (secret, "$argon2", "password_hash", "ejournal_session", *hashes):
        assert never not in sent


@pytest.mark.parametrize("reader", FAMILIES)
def test_a_family_receives_the_names_of_no_other_pupil(school: School, reader: str) -> None:
    own = {name for names in names_of(school, school.children).values() for name in names}
    sent = received(school, reader, [*PAGES[reader], *own_pages(school, reader)])
    assert any(name in sent for name in own)
    others = {
        name
        for pupil, names in names_of(school).items()
        if pupil not in school.children
        for name in names
    } - own
    assert len(others) > 50
    assert not [name for name in others if name in sent]


def test_a_pupil_receives_nothing_of_the_brother_or_sister(school: School) -> None:
    (sibling,) = set(school.children) - {school.pupil}
    sent = received(school, "skolens", PAGES["skolens"])
    assert not [name for name in names_of(school, [sibling])[sibling] if name in sent]


def test_a_teacher_receives_the_names_of_no_pupil_of_another_journal(school: School) -> None:
    journal = school.own.journal
    members = [
        pupil
        for (pupil,) in school.rows(
            "SELECT e.pupil_id FROM enrolment e JOIN journal j ON j.class_id = e.class_id"
            " WHERE j.id = ?",
            journal,
        )
    ]
    known = {name for names in names_of(school, members).values() for name in names}
    sent = received(school, "skolotajs", PAGES["skolotajs"])
    assert any(name in sent for name in known)
    others = {name for names in names_of(school).values() for name in names} - known
    assert not [name for name in others if name in sent]


@pytest.mark.parametrize("reader", ["lietvede", "vecaks"])
def test_a_personal_file_is_sent_to_its_reader_once_and_recorded(
    school: School, reader: str
) -> None:
    entry = school.last_entry
    with school.page_of(reader) as opened:
        file = values(opened.open(f"/skoleni/{school.pupil}"), "pupil_file.PupilFile")
    assert PERSONAL_CODE.fullmatch(file["personal_code"])
    (read,) = school.rows(
        "SELECT account_id, pupil_id, outcome FROM audit_entry WHERE id > ?"
        " AND action = 'pupil:file:read'",
        entry,
    )
    assert read == (school.account(reader), school.pupil, "done")


def test_the_next_person_in_the_same_tab_finds_nothing_of_the_last(school: School) -> None:
    """A tab keeps its token over log-out and log-in; the state kept for it must not follow."""
    with school.page_of("lietvede", token="shared-tab") as opened:
        file = values(opened.open(f"/skoleni/{school.pupil}"), "pupil_file.PupilFile")
    code = file["personal_code"]
    time.sleep(0.3)
    for following in (NOBODY, "skolens", "skolotajs"):
        with school.page_of(following, token="shared-tab") as opened:
            opened.open("/ieiet")
            assert code not in "".join(opened.texts)
            assert file["name"] not in "".join(opened.texts) or following == "skolens"
    with school.page_of("lietvede", token="shared-tab") as opened:
        opened.open("/skoleni")
        kept = values(opened.updates, "pupil_file.PupilFile")
    assert kept["personal_code"] == code, "the state is still there for its own session"


def test_a_tab_taken_over_while_its_page_is_open_gets_nothing(school: School) -> None:
    with school.page_of("vecaks", token="known-token") as opened:
        opened.open(f"/dienasgramata/{school.pupil}")
        with school.page_of(NOBODY, token="known-token") as thief:
            thief.open("/dienasgramata")
            assert not values(thief.updates, "diary.Diary").get("days")
            assert not values(thief.updates, "shell.Shell").get("name")
        assert values(opened.call(handler_name("shell.Shell", "enter")), "shell.Shell")["name"]


def test_the_page_of_an_ended_session_is_sent_empty(school: School) -> None:
    cookie = school.fresh_cookie("lietvede")
    session = school.one("SELECT max(id) FROM login_session")
    with page(school.product.url, cookie, token="ended") as opened:
        file = values(opened.open(f"/skoleni/{school.pupil}"), "pupil_file.PupilFile")
    school.change("UPDATE login_session SET revoked_at = created_at WHERE id = ?", session)
    time.sleep(0.3)
    with page(school.product.url, cookie, token="ended") as opened:
        updates = opened.open(f"/skoleni/{school.pupil}")
    assert values(updates, "pupil_file.PupilFile")["personal_code"] == ""
    assert file["personal_code"] not in "".join(opened.texts)


def test_the_browser_is_never_sent_its_own_cookie(school: School) -> None:
    with school.page_of("vecaks") as opened:
        opened.open("/konts")
        sent = "".join(opened.texts)
    assert "rx_router_headers" in sent
    assert '"cookie"' not in sent


REASONS = ("incapacity", "business_trip", "nespēja", "Komandējums", "Erasmus+ sanāksme")
"""What could tell why somebody is away; the demo school has such absences."""


@pytest.mark.parametrize("reader", sorted(EVERYBODY))
def test_why_a_teacher_is_away_reaches_the_office_only(school: School, reader: str) -> None:
    addresses = PAGES[reader]
    if reader in {"skolotajs", "audzinatajs"}:  # lists show what was asked of them
        addresses = (*addresses, "/pazinojumi", "/zurnali?meklet=a")
    sent = received(school, reader, addresses)
    assert not [reason for reason in REASONS if reason in sent]
    with school.page_of(reader) as opened:
        opened.open("/prombutnes")
        register = "".join(opened.texts)
    knows = reader in {"lietvede", "vadiba", "virslietotajs"}
    assert ("Komandējums" in register) is knows
    assert not knows or "nespēja" in register
    assert "Erasmus" not in register


def test_a_teacher_reads_the_own_absence_on_the_page_of_the_day(school: School) -> None:
    person = school.person("skolotajs")
    school.change(
        "INSERT INTO teacher_absence (version, school_id, person_id, kind, starts_on, ends_on,"
        " remark, recorded_at, recorded_by_id) VALUES (1, 1, ?, 'incapacity',"
        " date('now', '+9 days'), NULL, 'Slepena piezīme', datetime('now'), ?)",
        person,
        school.person("lietvede"),
    )
    try:
        with school.page_of("skolotajs") as opened:
            (line,) = values(opened.open("/diena"), "teacher_absences.OwnAbsences")["lines"]
        assert line.startswith("Darba nespēja no ")
        sent = received(school, "audzinatajs", PAGES["audzinatajs"])
        assert "nespēja" not in sent
        assert "Slepena piezīme" not in sent + line
    finally:
        school.change("DELETE FROM teacher_absence WHERE person_id = ?", person)


def received(school: School, reader: str, addresses: Any) -> str:
    """Everything the server sends while somebody opens their pages."""
    own = school.own
    with school.page_of(reader) as opened:
        for address in addresses:
            open_page(opened, address.format(journal=own.journal, lesson=own.lesson))
        return "".join(opened.texts)


def own_pages(school: School, reader: str) -> list[str]:
    """The diaries somebody may open, at the week of the work that is looked for."""
    pupils = school.children if reader == "vecaks" else [school.pupil]
    return [f"/dienasgramata/{pupil}?datums={school.own.day}" for pupil in pupils]


def open_page(opened: EventSocket, address: str) -> None:
    """Open a page and see that it was filled: a refused one would prove nothing."""
    updates = opened.open(address)
    assert not values(updates, "feedback.Feedback").get("blocked"), address
    assert values(updates, "shell.Shell")["ready"], address


def names_of(school: School, pupils: list[int] | None = None) -> dict[int, set[str]]:
    """The full names of pupils, either way round."""
    rows = school.rows(
        "SELECT p.id, n.given_name, n.family_name FROM pupil p JOIN person n ON n.id = p.person_id"
    )
    return {
        pupil: {f"{given} {family}", f"{family} {given}"}
        for pupil, given, family in rows
        if pupils is None or pupil in pupils
    }
