"""What holds on every page, for everybody, light and dark, on a small phone and on a tablet.

One visit checks it all: a page that loads once may as well be looked at from every side.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

import ejournal_app.i18n
from ejournal_app import clock
from tests.support.axe import serious_faults
from tests.support.demo_school import MATHS_A, MATHS_B, DemoSchool

from .people import SMALLEST_PHONE, People

pytestmark = pytest.mark.browser

CATALOGUE = Path(ejournal_app.i18n.__file__).parent / "lv" / "LC_MESSAGES" / "messages.po"
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


VISITS = [
    Visit(None, "/ieiet"),
    Visit(None, "/ieiet?kluda=parole"),
    Visit(None, "/nav-tadas-lapas"),
    Visit("skolotajs", "/diena"),
    Visit("skolotajs", lambda school: f"/diena?datums={school.year()}-12-25", "no lessons"),
    Visit("skolotajs", _recorded, "lesson"),
    Visit(
        "skolotajs",
        lambda school: f"/stunda/{school.lesson(MATHS_A, clock.today() + timedelta(days=1))}",
        "lesson to come",
    ),
    Visit("skolotajs", "/zurnali"),
    Visit("skolotajs", lambda school: f"/zurnals/{school.journal(MATHS_A)}", "journal"),
    Visit("skolotajs", "/konts"),
    Visit("audzinatajs", "/skoleni"),
    Visit("audzinatajs", lambda school: f"/zurnals/{school.journal(MATHS_A)}", "journal"),
    Visit("vadiba", "/skola"),
    Visit("vadiba", lambda school: f"/stunda/{school.lesson(MATHS_B)}", "lesson to read"),
    Visit("vadiba", lambda school: f"/zurnals/{school.journal(MATHS_B)}", "journal to read"),
    Visit("lietvede", "/skoleni"),
    Visit("lietvede", lambda school: f"/skoleni/{school.pupil('Krūmiņa Marta')}", "file"),
    Visit("virslietotajs", "/skola"),
    Visit("virslietotajs", "/zurnali"),
    Visit("vecaks", "/dienasgramata"),
    Visit("vecaks", lambda school: f"/dienasgramata/{school.pupil('Eglāja Stefānija')}", "refused"),
    Visit("skolens", "/dienasgramata"),
    Visit("skolens", "/konts"),
]


@pytest.mark.parametrize(
    "visit", VISITS, ids=lambda v: f"{v.user}-{v.name or v.path}".replace("/", "")
)
def test_a_page_is_fit_for_everybody(people: People, school: DemoSchool, visit: Visit) -> None:
    path = visit.path if isinstance(visit.path, str) else visit.path(school)
    page = people.open(visit.user, path, bypass_csp=True, **SMALLEST_PHONE)
    expect(page.locator(".page, .solo")).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert _scrolls_sideways(page) is False
    assert _small_targets(page) == []
    assert _english(page) == []
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert serious_faults(page) == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_class(re.compile("dark"))
    page.set_viewport_size({"width": 1180, "height": 820})
    assert _scrolls_sideways(page) is False
    assert _english(page) == []
    assert serious_faults(page) == []


def _scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


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
    return [text for text in texts if any(msgid.fullmatch(text) for msgid in _msgids())]


@cache
def _msgids() -> list[re.Pattern[str]]:
    """Every English text of the catalogue whose translation differs, with anything as parameter."""
    return [
        re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(english)))
        for english, latvian in _translations()
        if english != latvian and re.search("[a-z]{2}", re.sub(r"{\w+}", "", english))
    ]


def _translations() -> Iterator[tuple[str, str]]:
    with CATALOGUE.open("rb") as file:
        for message in read_po(file):
            english, latvian = message.id, message.string
            if isinstance(english, str) and isinstance(latvian, str):
                yield english, latvian
            elif english and latvian:
                yield from ((form, latvian[0]) for form in english)
