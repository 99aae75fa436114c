"""Absences as files: who may take them, and that an address of somebody else's leads nowhere."""

import pytest

from ejournal_app.persistence.models import AuditOutcome
from ejournal_app.services.attendance.municipality import make_report
from tests.http.members import browser_of
from tests.services.attendance.test_unjustified import miss
from tests.support.school import TinySchool, school
from tests.support.trail import trail

__all__ = ["school"]

SUMMARY = "/lejupielade/kavejumi/kopsavilkums"
CANTEEN = "/lejupielade/kavejumi/edinatajam"
REPORT = "/lejupielade/kavejumi/pasvaldibai"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"{SUMMARY}/pdf", "application/pdf"),
        (f"{SUMMARY}/xlsx", "application/vnd.openxmlformats"),
        (f"{CANTEEN}/csv", "text/csv"),
        (f"{CANTEEN}/xlsx", "application/vnd.openxmlformats"),
    ],
)
async def test_class_teachers_and_the_school_take_them_away(
    school: TinySchool, path: str, kind: str, subtests: pytest.Subtests
) -> None:
    actors = school.actors
    for actor in (actors.maija, actors.management, actors.superuser):
        async with browser_of(actor) as client:
            answer = await client.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(kind)
        assert answer.headers["cache-control"] == "no-store"
    for actor in (actors.ilze, actors.clerk, actors.parent, actors.pupil):
        with subtests.test(actor.name):
            async with browser_of(actor) as client:
                assert (await client.get(path)).status_code == 404
            assert trail()[-1].outcome == AuditOutcome.REFUSED


async def test_addresses_that_lead_nowhere(school: TinySchool) -> None:
    async with browser_of(school.actors.maija) as client:
        for path, status in (
            (f"{SUMMARY}/pdf?klase={school.class_a}", 200),
            (f"{SUMMARY}/pdf?klase={school.class_b}", 404),
            (f"{SUMMARY}/pdf?klase={10**30}", 404),
            (f"{SUMMARY}/pdf?klase=x", 404),
            (f"{SUMMARY}/exe", 404),
            (f"{SUMMARY}/pdf?periods={'1' * 11}", 400),
            (f"{CANTEEN}/csv?datums=nav", 400),
            (f"{CANTEEN}/exe", 404),
            (f"{REPORT}/{10**30}", 404),
            (f"{REPORT}/999999", 404),
        ):
            assert (await client.get(path)).status_code == status, path


async def test_a_report_to_the_municipality_is_opened_by_those_who_see_the_pupil(
    school: TinySchool,
) -> None:
    miss(school, school.anna, 22)
    pdf, _ = make_report(school.actors.maija, school.anna, 1)
    actors = school.actors
    for actor, status in (
        (actors.maija, 200),
        (actors.management, 200),
        (actors.nora, 404),
        (actors.ilze, 404),
        (actors.parent, 404),
        (actors.pupil, 404),
        (actors.clerk, 404),
    ):
        async with browser_of(actor) as client:
            answer = await client.get(f"{REPORT}/{pdf}")
        assert answer.status_code == status, actor.name
