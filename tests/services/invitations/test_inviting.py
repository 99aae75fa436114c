"""Making accounts and codes for many: names, one code each, letters, printed pages."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader
from sqlmodel import select

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import OutboxMessage, Person
from ejournal_app.services.invitations import bulk, one_person, slips
from ejournal_app.services.invitations.accepting import look_up
from ejournal_app.services.lists.definition import ListQuery
from ejournal_app.settings import get_settings
from tests.services.invitations.inviting import (
    ADDRESS,
    account_of,
    give_address,
    invitations,
    person,
)
from tests.support.school import TinySchool
from tests.support.together import together
from tests.support.trail import trail

EVERYBODY = ListQuery()
CLASS_A = ListQuery(filters={"class": "5.a"})
CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch, school: TinySchool) -> None:
    monkeypatch.setenv("EJOURNAL_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("EJOURNAL_SMTP_FROM", "zurnals@skola.lv")
    get_settings.cache_clear()


def printed(school: TinySchool, query: ListQuery, *, renew: bool = False) -> slips.PrintedFile:
    superuser = school.actors.superuser
    bundles = bulk.bundles_to_print(superuser, query, renew=renew)
    return slips.print_bundles(superuser, bundles, days=30)


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_class_is_printed_one_page_a_pupil_in_latvian_order(school: TinySchool) -> None:
    file = printed(school, CLASS_A)
    assert (file.name, file.media_type) == ("uzaicinajumi-5.a.pdf", "application/pdf")
    pages = text_of(b"".join(file.chunks))
    for page, names in zip(
        pages,
        [["Anna Āboliņa", "Aija Āboliņa"], ["Bruno Bērziņš"], ["Emīls Eglītis"]],
        strict=True,
    ):
        assert all(name in page for name in names)
        assert len(CODE.findall(page)) == len(names)
        assert "Paraugskola" in page
        assert f"{get_settings().base_url}/uzaicinajums" in page
    assert "Ainis" not in pages[0]
    assert "bruno.berzins" in pages[1]


def test_a_printed_code_opens_its_own_account(school: TinySchool) -> None:
    pages = text_of(b"".join(printed(school, CLASS_A).chunks))
    (code,) = CODE.findall(pages[1])
    assert look_up(code, address=ADDRESS).username == "bruno.berzins"


def test_everybody_is_printed_class_by_class_in_one_archive(school: TinySchool) -> None:
    file = printed(school, EVERYBODY)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(file.chunks)))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "uzaicinajumi-darbinieki.pdf",
        "uzaicinajumi-5.a.pdf",
        "uzaicinajumi-5.b.pdf",
    ]
    plan = bulk.plan_invitations(school.actors.superuser, EVERYBODY, renew=True)
    pages = [text_of(archive.read(name)) for name in archive.namelist()]
    assert sum(map(len, pages)) == plan.sheets
    codes = [code for some in pages for page in some for code in CODE.findall(page)]
    assert len(codes) == len(set(codes)) == plan.to_invite


def test_nothing_is_made_before_the_file_is_read(school: TinySchool) -> None:
    file = printed(school, EVERYBODY)
    assert invitations(person("Bērziņš Bruno")) == []
    b"".join(file.chunks)
    assert len(invitations(person("Bērziņš Bruno"))) == 1


def test_printing_again_leaves_codes_that_work_alone_unless_new_ones_are_wanted(
    school: TinySchool,
) -> None:
    first = text_of(b"".join(printed(school, CLASS_A).chunks))
    with pytest.raises(Refused):
        printed(school, CLASS_A)
    again = text_of(b"".join(printed(school, CLASS_A, renew=True).chunks))
    (old,), (new,) = CODE.findall(first[1]), CODE.findall(again[1])
    assert look_up(new, address=ADDRESS).username == "bruno.berzins"
    with pytest.raises(Refused):
        look_up(old, address=ADDRESS)


def test_codes_are_stored_as_a_hash_and_told_to_nobody(
    school: TinySchool, caplog: pytest.LogCaptureFixture
) -> None:
    issued = one_person.give_code(school.actors.superuser, person("Bērziņš Bruno"), days=30)
    (row,) = invitations(issued.person_id)
    assert issued.code not in repr(row)
    assert issued.code not in repr(issued)
    assert issued.code not in "".join(str(vars(entry)) for entry in trail())
    assert issued.code not in caplog.text


def test_an_invitation_is_good_until_the_end_of_its_last_day(school: TinySchool) -> None:
    one_person.give_code(school.actors.superuser, person("Bērziņš Bruno"), days=14)
    (row,) = invitations(person("Bērziņš Bruno"))
    last = clock.local(row.expires_at)
    assert (last.date() - clock.today()).days == 14
    assert (last.hour, last.minute) == (23, 59)
    assert row.created_by_id == school.actors.superuser.person_id


@pytest.mark.parametrize("days", [0, -1, 91, 10**9])
def test_an_invitation_cannot_last_for_ever_or_not_at_all(school: TinySchool, days: int) -> None:
    with pytest.raises(Refused) as refusal:
        one_person.give_code(school.actors.superuser, person("Bērziņš Bruno"), days=days)
    assert refusal.value.field == "days"
    assert invitations(person("Bērziņš Bruno")) == []


def test_user_names_come_from_names_and_are_free(school: TinySchool) -> None:
    emils = person("Eglītis Emīls")
    with writing() as session:
        namesake = session.get_one(Person, emils)
        namesake.given_name, namesake.family_name = "Bruno Jānis", "Bērziņš"
    b"".join(printed(school, CLASS_A).chunks)
    names = [account_of(one).username for one in (person("Bērziņš Bruno"), emils)]
    assert sorted(names) == ["bruno.berzins", "bruno.berzins2"]


def test_two_who_invite_at_once_make_one_account(school: TinySchool) -> None:
    def give() -> str:
        return one_person.give_code(
            school.actors.superuser, person("Bērziņš Bruno"), days=30
        ).username

    assert together(give, give, give) == ["bruno.berzins"] * 3
    still_open = [one for one in invitations(person("Bērziņš Bruno")) if one.revoked_at is None]
    assert len(still_open) == 1


def test_a_plan_says_what_would_happen_and_changes_nothing(school: TinySchool) -> None:
    one_person.give_code(school.actors.superuser, person("Bērziņš Bruno"), days=30)
    give_address("Eglītis Emīls", "emils@skola.lv")
    before = len(trail())
    plan = bulk.plan_invitations(school.actors.superuser, CLASS_A, renew=False)
    assert (plan.found, plan.to_invite, plan.already_invited) == (4, 3, 1)
    assert (plan.without_account, plan.by_email, plan.without_email) == (1, 1, 2)
    assert (plan.sheets, plan.files) == (2, 1)
    assert len(trail()) == before
    again = bulk.plan_invitations(school.actors.superuser, CLASS_A, renew=True)
    assert again.to_invite == 4


@pytest.mark.usefixtures("mail")
def test_letters_go_to_those_whose_address_is_known(school: TinySchool) -> None:
    emils = give_address("Eglītis Emīls", "emils@skola.lv")
    give_address("Bērziņš Bruno", "nav adrese")
    written = bulk.invite_by_email(school.actors.superuser, CLASS_A, renew=False, days=30)
    assert written == 1
    with reading() as session:
        letter = session.exec(select(OutboxMessage)).one()
    (invitation,) = invitations(emils)
    assert (letter.key, letter.address) == (f"invitation-{invitation.id}", "emils@skola.lv")
    assert "Labdien, Emīls Eglītis!" in letter.body
    assert account_of(emils).username in letter.body
    (code,) = set(CODE.findall(letter.body))
    assert look_up(code, address=ADDRESS).username == account_of(emils).username
    assert invitations(person("Bērziņš Bruno")) == []
    with pytest.raises(Refused):  # nobody is left whose address is known
        bulk.invite_by_email(school.actors.superuser, CLASS_A, renew=False, days=30)


def test_without_a_mail_server_nothing_is_sent_and_no_code_is_made(school: TinySchool) -> None:
    emils = give_address("Eglītis Emīls", "emils@skola.lv")
    with pytest.raises(Refused):
        bulk.invite_by_email(school.actors.superuser, CLASS_A, renew=False, days=30)
    with pytest.raises(Refused):
        one_person.mail_code(school.actors.superuser, emils, days=30)
    assert invitations(emils) == []


def test_a_code_works_for_a_month_after_it_was_given_out(school: TinySchool) -> None:
    now = datetime.now(UTC)
    one_person.give_code(school.actors.superuser, person("Bērziņš Bruno"), days=30)
    (row,) = invitations(person("Bērziņš Bruno"))
    assert row.expires_at - now > timedelta(days=29)
