"""Everybody reads their own notices, and nobody else's."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.domain.messages import Message
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import writing
from ejournal_app.services import notices
from ejournal_app.services.notices.own import (
    count_unread,
    own_notices,
    read_all_notices,
    read_notice,
)
from ejournal_app.services.notices.telling import NoticeKind, tell
from tests.support.school import TinySchool
from tests.support.school_days import NOW
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in

MESSAGE = Message(
    "{word}: {day}, {at}, {count}",
    {
        "word": Message("no entry"),
        "day": date(2026, 11, 18),
        "at": datetime(2026, 11, 18, 6, 30, tzinfo=UTC),
        "count": 3,
    },
)


def give(*persons: int, href: str = "/zurnali") -> None:
    with writing() as session:
        tell(session, persons, NoticeKind.MARK_AFTER_LOCK, MESSAGE, href)


def test_a_notice_is_translated_when_it_is_read(school: TinySchool) -> None:
    ilze = school.actors.ilze
    give(ilze.person_id, ilze.person_id)
    (notice,) = own_notices(ilze)
    assert translate("lv", notice.message) == "nav ieraksta: 18.11.2026, 18.11.2026 08:30, 3"
    assert translate("en", notice.message) == "no entry: 18 Nov 2026, 18 Nov 2026 08:30, 3"
    assert (notice.unread, notice.href) == (True, "/zurnali")


def test_the_newest_comes_first_and_what_is_read_stays(
    school: TinySchool, clock_at: Callable[[date | datetime], None]
) -> None:
    ilze = school.actors.ilze
    give(ilze.person_id, href="/pirmais")
    clock_at(NOW + timedelta(minutes=1))
    give(ilze.person_id, href="/otrais")
    newest, oldest = own_notices(ilze)
    assert (newest.href, oldest.href) == ("/otrais", "/pirmais")
    assert read_notice(ilze, newest.notice_id) == "/otrais"
    assert read_notice(ilze, newest.notice_id) == "/otrais"
    assert [one.unread for one in own_notices(ilze)] == [False, True]
    assert count_unread(ilze) == 1
    read_all_notices(ilze)
    assert count_unread(ilze) == 0
    assert len(own_notices(ilze)) == 2


def test_others_notices_are_neither_seen_nor_read(school: TinySchool) -> None:
    ilze, janis = school.actors.ilze, school.actors.janis
    give(ilze.person_id)
    assert own_notices(janis) == []
    read_all_notices(janis)
    for unknown in (own_notices(ilze)[0].notice_id, 999_999):
        with pytest.raises(Forbidden):
            read_notice(janis, unknown)
    assert count_unread(ilze) == 1


def cases(school: TinySchool) -> dict[Any, Case]:
    everyone = {*school.actors.all()}
    own = (everyone, Permission.ACCOUNT_OWN)
    return {
        own_notices: Case(own_notices, *own),
        count_unread: Case(count_unread, *own),
        read_all_notices: Case(read_all_notices, *own),
        read_notice: Case(
            lambda actor: read_notice(actor, 999_999),
            set(),
            Permission.ACCOUNT_OWN,
            "notice",
            999_999,
        ),
    }


def test_every_use_case_is_examined(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(notices)


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)
