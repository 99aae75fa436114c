"""Calendars over HTTP: no log-in, a tag for what has not changed, nothing for a wrong address."""

import pytest
from icalendar import Calendar
from sqlmodel import select

from ejournal_app.domain.feeds import FeedPart
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import FeedAddress
from ejournal_app.services.feeds import addresses
from ejournal_app.settings import get_settings
from tests.http.browser import browser
from tests.support.school import TinySchool, school

__all__ = ["school"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_program_reads_keeps_and_loses_a_calendar(school: TinySchool) -> None:
    ilze = school.actors.ilze
    made = addresses.create_feed(ilze, "", tuple(FeedPart))
    path = made.address.removeprefix(get_settings().base_url)
    async with browser(headers={"Origin": "", "Accept-Language": "lv"}) as program:
        answer = await program.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert answer.headers["cache-control"] == "private, no-cache"
        assert Calendar.from_ical(answer.content).walk("VEVENT")
        assert "set-cookie" not in answer.headers
        tag = answer.headers["etag"]
        same = await program.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
        assert (await program.head(path)).status_code == 200
        assert (await program.post(path)).status_code == 405
        for wrong in ("/kalendars/x.ics", path.replace(".ics", "x.ics"), f"{path}?x=1&y"):
            expected = 200 if "?" in wrong else 404
            assert (await program.get(wrong)).status_code == expected
        with reading() as session:
            row = session.exec(select(FeedAddress)).one()
        assert row.id is not None
        addresses.revoke_feed(ilze, row.id)
        gone = await program.get(path, headers={"If-None-Match": tag})
        assert gone.status_code == 404
        assert gone.headers["cache-control"] == "no-store"
        assert gone.text == "Šāda kalendāra nav, vai tā adrese ir atsaukta.\n"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_who_guesses_has_to_wait(school: TinySchool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_LOGIN_ATTEMPTS_PER_ADDRESS", "3")
    get_settings.cache_clear()
    async with browser() as program:
        codes = [(await program.get(f"/kalendars/{n}.ics")).status_code for n in range(5)]
    assert codes == [404, 404, 404, 429, 429]
