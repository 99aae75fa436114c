"""What holds on every page, for everybody, light and dark, on a small phone and on a tablet.

One visit checks it all: a page that loads once may as well be looked at from every side.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, expect

from ejournal_app import clock
from ejournal_app.domain.attendance import AttendanceStatus
from ejournal_app.i18n.catalogue import read_catalogue
from ejournal_app.persistence.models import Attendance
from tests.support.at_rest import comes_to_rest
from tests.support.axe import serious_faults
from tests.support.demo_school import ENGLISH_GROUP, MATHS_A, MATHS_B, DemoSchool
from tests.support.product import Product

from .import_files import (
    applied_run,
    journals_draft,
    renamed_draft,
    staff_draft,
    timetable_draft,
    viis_draft,
)
from .people import SMALLEST_PHONE, People

pytestmark = pytest.mark.browser

TAP = 44
"""CSS pixels a thumb needs."""

Address = Callable[[DemoSchool], str]


@dataclass(frozen=True)
class Visit:
    """Somebody opens a page."""

    user: str | None
    path: str | Address
    name: str = ""


def _recorded(school: DemoSchool) -> str:
    lesson = school.lesson(MATHS_A)
    school.work(lesson, "Apskate")
    return f"/stunda/{lesson}"


def _week_of_the_teacher(school: DemoSchool) -> str:
    monday = clock.today() - timedelta(days=clock.today().weekday() + 7)
    return f"/savlaicigums/pedagogs/{school.person_of('skolotajs')}/{monday}"


def _with_an_absence(school: DemoSchool) -> str:
    school.add(
        Attendance(
            lesson_id=school.lesson(MATHS_A),
            pupil_id=school.pupil("Krūmiņa Marta"),
            status=AttendanceStatus.ABSENT,
            recorded_at=clock.now(),
            recorded_by_id=school.person_of("skolotajs"),
        )
    )
    return "/bez-zinam"


VISITS = [
    Visit(None, "/ieiet"),
    Visit(None, "/ieiet?kluda=parole"),
    Visit(None, "/uzaicinajums"),
    Visit(None, "/uzaicinajums?kluda=kods"),
    Visit(None, "/uzaicinajums?gatavs=1&no=2026-12-01", "password saved"),
    Visit(None, "/aizmirsta-parole"),
    Visit(None, "/nav-tadas-lapas"),
    Visit("skolotajs", "/diena"),
    Visit("vecaks", "/pieteikt-kavejumu"),
    Visit("skolens", "/pieteikt-kavejumu", "nobody to apply for"),
    Visit("audzinatajs", "/kavejumu-pieteikumi"),
    Visit("skolotajs", lambda school: f"/diena?datums={school.year()}-12-25", "no lessons"),
    Visit("skolotajs", _recorded, "lesson"),
    Visit(
        "skolotajs",
        lambda school: f"/stunda/{school.lesson(MATHS_A, clock.today() + timedelta(days=1))}",
        "lesson to come",
    ),
    Visit("skolotajs", "/zurnali"),
    Visit("lietvede", "/iestatijumi"),
    Visit("virslietotajs", "/izvesana"),
    Visit("virslietotajs", "/importi"),
    Visit("virslietotajs", "/importi/viis?kluda=liels", "upload of pupils"),
    Visit("virslietotajs", lambda school: f"/importi/viis/{viis_draft(school)}", "VIIS draft"),
    Visit(
        "virslietotajs",
        lambda school: f"/importi/viis/{renamed_draft(school)}",
        "VIIS draft with unknown headings",
    ),
    Visit("virslietotajs", "/importi/personals", "upload of staff"),
    Visit(
        "virslietotajs", lambda school: f"/importi/personals/{staff_draft(school)}", "staff draft"
    ),
    Visit("virslietotajs", "/importi/stundu-saraksts", "upload of a timetable"),
    Visit(
        "virslietotajs",
        lambda school: f"/importi/stundu-saraksts/{timetable_draft(school)}",
        "timetable draft",
    ),
    Visit("virslietotajs", "/importi/zurnali", "upload of journals"),
    Visit(
        "virslietotajs",
        lambda school: f"/importi/zurnali/{journals_draft(school)}",
        "journals draft",
    ),
    Visit("virslietotajs", "/importi/vesture", "history"),
    Visit("virslietotajs", lambda school: f"/importi/vesture/{applied_run(school)}", "run"),
    Visit("virslietotajs", "/stundu-saraksts"),
    Visit("vadiba", "/stundu-saraksts?skats=skolotajs"),
    Visit("skolotajs", lambda school: f"/zurnals/{school.journal(MATHS_A)}", "journal"),
    Visit(
        "skolotajs",
        lambda school: f"/zurnals/{school.journal(MATHS_A)}/periodi",
        "period marks",
    ),
    Visit("skolotajs", "/periodu-saraksts"),
    Visit(
        "audzinatajs",
        lambda school: f"/klase-vertejumi/{school.class_id('7.a')}?veids=videjais",
        "marks of a class",
    ),
    Visit("vadiba", "/iestatijumi/periodi"),
    Visit("skolotajs", lambda school: f"/zurnals/{school.journal(MATHS_A)}/saraksts", "lists"),
    Visit(
        "skolotajs", lambda school: f"/zurnals/{school.journal(MATHS_A)}/statistika", "statistics"
    ),
    Visit(
        "skolotajs",
        lambda school: (
            f"/zurnals/{school.journal(MATHS_A)}/darbs"
            f"/{school.work(school.lesson(MATHS_A), 'Apskate')}"
        ),
        "list of a work",
    ),
    Visit(
        "skolotajs",
        lambda school: (
            f"/zurnals/{school.journal(MATHS_A)}/skolens/{school.pupil('Krūmiņa Marta')}"
        ),
        "list of a pupil",
    ),
    Visit("vadiba", "/riska-saraksts"),
    Visit("audzinatajs", _with_an_absence, "absent today"),
    Visit("vadiba", "/neattaisnotie"),
    Visit("vadiba", "/kavejumu-kopsavilkums?periods=gads"),
    Visit(
        "audzinatajs",
        lambda school: f"/kavejumu-kopsavilkums?klase={school.class_id('7.a')}&periods=1",
        "summary of a class",
    ),
    Visit("vadiba", "/edinataja"),
    Visit(
        "vecaks",
        lambda school: f"/dienasgramata/{school.pupil('Krūmiņa Marta')}/videjas",
        "averages",
    ),
    Visit("skolotajs", lambda school: f"/zurnals/{school.journal(MATHS_A)}/darbi", "works"),
    Visit(
        "skolotajs",
        lambda school: f"/parbaudes-darbi?klase={school.class_id('7.a')}",
        "calendar of tests",
    ),
    Visit("skolotajs", "/konts"),
    Visit("audzinatajs", "/skoleni"),
    Visit("audzinatajs", lambda school: f"/zurnals/{school.journal(MATHS_A)}", "journal"),
    Visit("vadiba", "/skola"),
    Visit("vadiba", "/savlaicigums"),
    Visit("virslietotajs", "/savlaicigums?skats=klase", "timeliness of classes"),
    Visit("vadiba", "/savlaicigums?semestris=2", "a semester with nothing due"),
    Visit("vadiba", _week_of_the_teacher, "lines of a week"),
    Visit("vadiba", "/terminu-pagarinajumi"),
    Visit("vadiba", lambda school: f"/stunda/{school.lesson(MATHS_B)}", "lesson to read"),
    Visit("vadiba", lambda school: f"/zurnals/{school.journal(MATHS_B)}", "journal to read"),
    Visit("lietvede", "/skoleni"),
    Visit("lietvede", lambda school: f"/skoleni/{school.pupil('Krūmiņa Marta')}", "file"),
    Visit("virslietotajs", "/skoleni"),
    Visit("virslietotajs", "/skoleni/jauns"),
    Visit("virslietotajs", lambda school: f"/skoleni/{school.pupil('Krūmiņa Marta')}", "file"),
    Visit(
        "virslietotajs",
        lambda school: f"/kustiba/parvietot/{school.pupil('Krūmiņa Marta')}",
        "move",
    ),
    Visit(
        "virslietotajs",
        lambda school: f"/kustiba/izslegt/{school.pupil('Krūmiņa Marta')}",
        "leave",
    ),
    Visit(
        "virslietotajs",
        lambda school: f"/kustiba/programma/{school.pupil('Krūmiņa Marta')}",
        "programme",
    ),
    Visit("lietvede", "/kustiba"),
    Visit("virslietotajs", "/parcelsana"),
    Visit("virslietotajs", "/parcelsana/priekslikumi"),
    Visit("audzinatajs", "/personas-lietas/lietu-saraksts"),
    Visit("audzinatajs", "/mana-klase/informetie"),
    Visit("virslietotajs", "/grupas/sastavs"),
    Visit("virslietotajs", lambda school: f"/parcelsana/{school.class_id('7.a')}", "class"),
    Visit("virslietotajs", "/skola"),
    Visit("virslietotajs", "/zurnali"),
    Visit("lietvede", "/personals"),
    Visit("lietvede", "/personals/jauns"),
    Visit(
        "virslietotajs",
        lambda school: f"/personals/{school.person_of('skolotajs')}",
        "member of staff",
    ),
    Visit("lietvede", "/vecaki"),
    Visit("vadiba", "/aizvietosana"),
    Visit("vadiba", "/aizvietotas-stundas"),
    Visit("vadiba", "/aizvietotas-stundas/aizvietojumi"),
    Visit(
        "vadiba",
        lambda school: f"/aizvietotas-stundas/{school.substitution()}",
        "substituted lesson",
    ),
    Visit("vecaks", "/stundu-izmainas"),
    Visit("skolotajs", "/aizvietoju"),
    Visit("virslietotajs", "/ekrani"),
    Visit(
        "lietvede",
        lambda school: f"/skoleni/{school.pupil('Krūmiņa Marta')}/vecaki",
        "guardians of a pupil",
    ),
    Visit(
        "lietvede",
        lambda school: f"/skoleni/{school.pupil('Krūmiņa Marta')}/dati",
        "data of a pupil",
    ),
    Visit("virslietotajs", "/iestatijumi/programmas"),
    Visit("virslietotajs", "/iestatijumi/programmas/jauna?kods=21011111"),
    Visit("virslietotajs", "/klases"),
    Visit("virslietotajs", "/klases/jaunas"),
    Visit("virslietotajs", lambda school: f"/klase/{school.school_class('7.a')}", "class"),
    Visit("virslietotajs", "/zurnalu-plans?klase=7"),
    Visit("virslietotajs", "/zurnalu-izveide"),
    Visit("virslietotajs", "/zurnali-parvaldiba"),
    Visit("virslietotajs", "/zurnali-parvaldiba/jauns"),
    Visit(
        "virslietotajs",
        lambda school: f"/zurnala-iestatijumi/{school.journal(MATHS_A)}",
        "journal settings",
    ),
    Visit("virslietotajs", "/zurnalu-nodosana"),
    Visit("virslietotajs", "/prieksmeti"),
    Visit("virslietotajs", "/prieksmeti/jauns"),
    Visit("virslietotajs", lambda school: f"/prieksmets/{school.subject('Matemātika')}", "subject"),
    *(
        Visit(
            "virslietotajs",
            lambda school, way=way: f"/zurnals/{school.journal(MATHS_A)}/vertejums?veids={way}",
            f"superuser's mark {way}",
        )
        for way in ("labojums", "parnests", "eksamens")
    ),
    Visit("virslietotajs", "/iestatijumi/personas-lietas"),
    Visit("vadiba", "/personas-lietas"),
    Visit(
        "lietvede", lambda school: f"/personas-lietas/{school.school_class('7.a')}", "class files"
    ),
    Visit("audzinatajs", "/mana-klase"),
    Visit("audzinatajs", "/daramais"),
    Visit("virslietotajs", "/daramais", "superuser's duties"),
    Visit("virslietotajs", "/sasniegumi"),
    Visit("audzinatajs", "/sasniegumi"),
    Visit("audzinatajs", "/sasniegumi/jauns"),
    Visit("audzinatajs", "/mana-klase/personas-lietas"),
    Visit("audzinatajs", "/mana-klase/informesana"),
    Visit("virslietotajs", "/iestatijumi", "hub"),
    Visit("virslietotajs", "/iestatijumi/skola", "school data"),
    Visit("virslietotajs", "/iestatijumi/gadi", "years"),
    Visit("virslietotajs", "/iestatijumi/gads/1", "year"),
    Visit("virslietotajs", "/iestatijumi/zvani", "bells"),
    Visit("virslietotajs", "/iestatijumi/darbi", "kinds of work"),
    Visit("virslietotajs", "/iestatijumi/noteikumi", "rules"),
    Visit(None, "/sakums", "first run is over"),
    Visit("virslietotajs", "/parbaude"),
    Visit("vadiba", "/parbaude"),
    Visit("virslietotajs", "/klases/audzinataji"),
    Visit("virslietotajs", "/grupas"),
    Visit("virslietotajs", "/grupas/dalit"),
    Visit("virslietotajs", lambda school: school.split_address("7.a", "Angļu valoda"), "split"),
    Visit("virslietotajs", lambda school: f"/grupa/{school.group(ENGLISH_GROUP)}", "group"),
    Visit("virslietotajs", "/konti"),
    Visit("skolotajs", "/pazinojumi"),
    Visit("vecaks", "/pazinojumi"),
    Visit("vecaks", "/konts/pazinojumi", "a parent's choice of notifications"),
    Visit("audzinatajs", "/konts/pazinojumi", "a class teacher's"),
    Visit("skolotajs", "/aizturetie"),
    Visit("vadiba", "/atgriesana", "held entries of others"),
    Visit(
        "virslietotajs",
        lambda school: f"/atgriesana?konts={school.account_of('skolotajs')}",
        "what an account did",
    ),
    Visit("virslietotajs", "/konti/ielugt?f_class=7.a", "inviting"),
    Visit("virslietotajs", lambda school: f"/konti/{school.person_of('skolotajs')}", "account"),
    Visit("virslietotajs", "/e-pasti"),
    Visit("virslietotajs", lambda school: f"/e-pasti/{school.undelivered('vecaks')}", "message"),
    Visit("virslietotajs", "/darbi"),
    Visit("audzinatajs", "/kavejumu-zimes", "notes"),
    Visit("audzinatajs", "/kavejumu-zimes/jauna"),
    Visit("virslietotajs", "/kavejumu-zimes/1", "note"),
    Visit("lietvede", "/prombutnes", "absences"),
    Visit("lietvede", "/prombutnes/jauna"),
    Visit("virslietotajs", "/prombutnes/1", "absence"),
    Visit("skolotajs", "/prombutnes/pieteikt"),
    Visit("skolotajs", "/pasakumi"),
    Visit("skolotajs", "/pasakumi/jauns"),
    Visit("skolotajs", "/pasakumi/2", "own event"),
    Visit("vadiba", "/pasakumi/3", "event to decide"),
    Visit("lietvede", "/pasakumi/1", "event to read"),
    Visit("vecaks", "/dienasgramata"),
    Visit("vecaks", lambda school: f"/dienasgramata/{school.pupil('Eglāja Stefānija')}", "refused"),
    Visit("skolens", "/dienasgramata"),
    Visit("skolens", "/konts"),
    Visit("vecaks", "/konts/kalendari"),
]


@pytest.fixture(scope="module")
def visitors(small_school: Product, chromium: Browser) -> Iterator[People]:
    """Everybody in one window each: what a page loads is loaded once, as it is for people."""
    with ExitStack() as windows:
        yield People(small_school, chromium, windows)


@pytest.mark.parametrize(
    "visit", VISITS, ids=lambda v: f"{v.user}-{v.name or v.path}".replace("/", "")
)
def test_a_page_is_fit_for_everybody(visitors: People, school: DemoSchool, visit: Visit) -> None:
    path = visit.path if isinstance(visit.path, str) else visit.path(school)
    page = visitors.once_more(visit.user, path, bypass_csp=True, **SMALLEST_PHONE)
    expect(page.locator(".page, .solo")).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)
    comes_to_rest(page)
    assert _scrolls_sideways(page) is False
    assert _small_targets(page) == []
    assert _english(page) == []
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert serious_faults(page) == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_class(re.compile("dark"))
    page.set_viewport_size({"width": 1180, "height": 820})
    assert _scrolls_sideways(page) is False
    assert _crooked_tables(page) == []
    assert _english(page) == []
    assert serious_faults(page) == []
    page.close()
    assert visitors.errors == []


def _scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def _crooked_tables(page: Page) -> list[str]:
    """Headings that do not stand over the cells of their column."""
    return page.evaluate(
        """() => [...document.querySelectorAll('table')].flatMap(table => {
          const head = table.tHead?.rows[0], row = table.tBodies[0]?.rows[0];
          if (!head?.checkVisibility() || !row || head.cells.length !== row.cells.length) return [];
          return [...head.cells].filter((cell, at) => Math.abs(cell.getBoundingClientRect().left
            - row.cells[at].getBoundingClientRect().left) > 2).map(cell => cell.textContent);
        })"""
    )


def _small_targets(page: Page) -> list[str]:
    """What can be tapped and is smaller than a thumb; a box may be ticked by its words."""
    return page.evaluate(
        """tap => [...document.querySelectorAll(
            'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
          .filter(e => e.checkVisibility({visibilityProperty: true}))
          .filter(e => e.type !== 'hidden' && !e.closest('.skip'))
          .map(e => {
            const ticked = e.matches('[type=checkbox], [type=radio]');
            const label = ticked && (e.closest('label') ?? e.labels[0]);
            return [e, (label || e).getBoundingClientRect()];
          })
          .filter(([, box]) => box.width && (box.width < tap - 0.5 || box.height < tap - 0.5))
          .map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)} `
            + e.outerHTML.slice(0, 120))""",
        TAP,
    )


def _english(page: Page) -> list[str]:
    """Texts of the page that are English sentences of the program."""
    texts: list[str] = page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const texts = [document.title];
          while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (!parent.closest('script, style, noscript, [lang=en]')) {
              texts.push(walker.currentNode.textContent);
            }
          }
          for (const e of document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')) {
            for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
              texts.push(e.getAttribute(name) ?? '');
            }
          }
          return texts.map(text => text.trim()).filter(Boolean);
        }"""
    )
    literal, filled_in = _msgids()
    return [text for text in texts if text in literal or filled_in.fullmatch(text)]


@cache
def _msgids() -> tuple[frozenset[str], re.Pattern[str]]:
    """Every English text of the catalogue whose translation differs: whole, and with parameters."""
    english = {
        english
        for english, latvian in _translations()
        if english != latvian and re.search("[a-z]{2}", re.sub(r"{\w+}", "", english))
    }
    with_parameters = [text for text in english if re.search(r"{\w+}", text)]
    patterns = (re.sub(r"\\{\w+\\}", ".+", re.escape(text)) for text in with_parameters)
    return frozenset(english), re.compile("|".join(f"(?:{one})" for one in patterns))


def _translations() -> Iterator[tuple[str, str]]:
    for message in read_catalogue("lv"):
        english, latvian = message.id, message.string
        if isinstance(english, str) and isinstance(latvian, str):
            yield english, latvian
        elif english and latvian:
            yield from ((form, latvian[0]) for form in english)
