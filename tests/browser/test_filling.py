"""A page is shown when it is filled: before that there is nothing to type into."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.support.demo_school import DemoSchool
from tests.support.product import Product

from .people import People

pytestmark = pytest.mark.browser

LOADED = '"is_hydrated_rx_state_":true'


class Line:
    """What the server says to one page: it can be held back, and the line can break."""

    def __init__(self, page: Page) -> None:
        self.loads = 0
        """Times the server has said that the page is filled."""
        self._page, self._from = page, ""
        self._held: list[Callable[[], None]] = []
        self._ends: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("/_event"), self._connect)

    def hold_back(self, state: str) -> None:
        """Hold everything back from the first message on that fills a state of ours."""
        self._from = f"states___{state}____"

    def let_go(self) -> None:
        self._from = ""
        while self._held:
            self._held.pop(0)()

    def break_and_mend(self, site: Product | None = None) -> None:
        """Break the line and wait until the page has connected and been filled again.

        With an installation, its server is killed and started anew meanwhile.
        """
        before = self.loads
        if site is not None:
            site.restart()
        self._ends[-1].close(code=3001)
        while self.loads == before:
            self._page.wait_for_timeout(50)

    def _connect(self, browser: WebSocketRoute) -> None:
        def pass_on(message: str | bytes) -> None:
            self.loads += LOADED in str(message)
            if self._held or (self._from and self._from in str(message)):
                self._held.append(lambda: browser.send(message))
            else:
                browser.send(message)

        self._ends.append(browser)
        browser.connect_to_server().on_message(pass_on)


def test_a_form_is_there_once_it_is_filled(people: People) -> None:
    page = people.window("virslietotajs").new_page()
    line = Line(page)
    line.hold_back("setup_year")
    page.goto("/iestatijumi/gads/1")
    expect(page.get_by_text("Virslietotājs", exact=True)).to_be_attached()  # who is here is known
    expect(page.locator(".skeleton")).to_be_visible()
    expect(page.get_by_label("Iemesls")).to_have_count(0)
    line.let_go()
    expect(page.get_by_label("Iemesls")).to_be_visible()


def test_a_form_stays_when_the_line_breaks(people: People) -> None:
    page = people.window("virslietotajs").new_page()
    line = Line(page)
    page.goto("/iestatijumi/programmas/jauna")
    page.get_by_label("Nosaukums").fill("Pamatizglītības programma")
    line.break_and_mend()
    expect(page.get_by_label("Nosaukums")).to_have_value("Pamatizglītības programma")


def test_what_is_typed_stays_when_the_line_breaks_or_the_server_begins_anew(
    people: People, school: DemoSchool, site: Product
) -> None:
    page = people.window("virslietotajs").new_page()
    line = Line(page)
    page.goto("/terminu-pagarinajumi")
    page.get_by_label("Pamatojums").fill("Tīkla avārija")
    line.break_and_mend()
    expect(page.get_by_label("Pamatojums")).to_have_value("Tīkla avārija")

    page.goto("/personals/jauns")
    page.get_by_label("Līguma numurs").fill("DL-77")
    line.break_and_mend()
    expect(page.get_by_label("Līguma numurs")).to_have_value("DL-77")

    page.goto(f"/skoleni/{school.pupil('Krūmiņš Jēkabs')}/vecaki")
    page.get_by_role("button", name="Pievienot pārstāvi").click()
    page.get_by_label("Vārds (vārdi)").fill("Vaira")
    line.break_and_mend()
    expect(page.get_by_label("Vārds (vārdi)")).to_have_value("Vaira")

    page.goto("/iestatijumi/gads/1")
    name = page.locator("[name=break_name]")
    edits = page.locator("section", has=name).get_by_role("button", name="Labot")
    edits.first.click()
    expect(name).not_to_have_value("")
    before = name.input_value()
    name.fill("Cits nosaukums")
    for restarted in (None, site):
        line.break_and_mend(restarted)
        expect(name).to_have_value("Cits nosaukums")
        expect(page.get_by_role("heading", name="Labot brīvdienas")).to_be_visible()
    # The server that knows nothing of the form saves it, fills it with another row, empties it.
    edits.nth(1).click()
    expect(name).not_to_have_value("Cits nosaukums")
    edits.first.click()
    expect(name).to_have_value(before)
    page.locator("form", has=name).get_by_role("button", name="Saglabāt").click()
    expect(name).to_have_value("")


def test_what_was_shown_before_does_not_stand_under_the_next_address(
    people: People, school: DemoSchool
) -> None:
    page = people.window("virslietotajs").new_page()
    line = Line(page)
    page.goto(f"/prieksmets/{school.subject('Matemātika')}")
    name = page.get_by_label("Priekšmeta nosaukums")
    expect(name).to_have_value("Matemātika")
    page.locator("a.back").click()
    line.hold_back("subject")
    page.get_by_role("link", name="Angļu valoda").first.click()
    expect(page).to_have_url(re.compile("/prieksmets/"))
    expect(page.locator(".skeleton")).to_be_visible()
    expect(name).to_have_count(0)
    line.let_go()
    expect(name).to_have_value("Angļu valoda")
