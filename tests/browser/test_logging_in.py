"""Getting in and out, and what a person chooses for themselves."""

import re

import pytest
from playwright.sync_api import Page, expect

from ejournal_app.demo.logins import DEMO_PASSWORD

from .people import PHONE, People

pytestmark = pytest.mark.browser


def log_in(page: Page, username: str, password: str = DEMO_PASSWORD) -> None:
    """Log in by hand."""
    page.goto("/ieiet")
    page.get_by_label("Lietotājvārds").fill(username)
    page.get_by_label("Parole", exact=True).fill(password)
    page.get_by_role("button", name="Ieiet", exact=True).click()


def open_menu(page: Page, name: str = "Konta izvēlne") -> None:
    """Open the menu behind the initials."""
    page.locator("summary").filter(has_text=name).click()


def test_everybody_comes_to_the_page_they_work_on(people: People) -> None:
    page = people.open(None, "/")
    expect(page).to_have_url(re.compile("/ieiet$"))
    log_in(page, "skolotajs")
    expect(page.get_by_role("heading", name="Mana diena")).to_be_visible()
    open_menu(page)
    page.get_by_role("button", name="Iziet", exact=True).click()
    expect(page.get_by_label("Lietotājvārds")).to_have_value("")
    log_in(page, "vadiba")
    expect(page.get_by_role("heading", name="Skola", exact=True)).to_be_visible()
    page.goto("/ieiet")
    expect(page.get_by_role("heading", name="Skola", exact=True)).to_be_visible()


def test_a_wrong_password_keeps_the_name_and_says_so(people: People) -> None:
    page = people.open(None, "/ieiet")
    log_in(page, "lietvede", "nav-pareiza")
    expect(page.get_by_text("Nepareizs lietotājvārds vai parole.")).to_be_visible()
    expect(page.get_by_label("Lietotājvārds")).to_have_value("lietvede")
    expect(page.get_by_label("Parole", exact=True)).to_have_value("")
    page.get_by_label("Parole", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Ieiet", exact=True).click()
    expect(page.get_by_role("heading", name="Izglītojamie")).to_be_visible()


def test_password_managers_know_the_fields(people: People) -> None:
    page = people.open(None, "/ieiet")
    password = page.get_by_label("Parole", exact=True)
    expect(page.get_by_label("Lietotājvārds")).to_have_attribute("autocomplete", "username")
    expect(password).to_have_attribute("autocomplete", "current-password")
    expect(password).to_have_attribute("type", "password")
    page.get_by_role("button", name="Rādīt paroli").click()
    expect(password).to_have_attribute("type", "text")


def test_the_demonstration_lets_in_by_one_tap(people: People) -> None:
    page = people.open(None, "/ieiet", **PHONE)
    page.get_by_role("button", name="Vecāks").tap()
    expect(page.get_by_role("heading", name="Dienasgrāmata")).to_be_visible()


def test_whoever_is_not_logged_in_is_led_back_afterwards(people: People) -> None:
    page = people.open(None, "/zurnali")
    expect(page).to_have_url(re.compile("/ieiet"))
    expect(page.locator("input[name=next]").first).to_have_value("/zurnali")
    page.get_by_label("Lietotājvārds").fill("skolotajs")
    page.get_by_label("Parole", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Ieiet", exact=True).click()
    expect(page.get_by_role("heading", name="Žurnāli")).to_be_visible()


def test_logging_out_everywhere_ends_the_other_browser(people: People) -> None:
    here, there = people.open(None), people.open(None)
    for page in (here, there):
        log_in(page, "virslietotajs")
        expect(page.get_by_role("heading", name="Skola", exact=True)).to_be_visible()
    here.goto("/konts")
    here.get_by_role("button", name="Iziet visur").click()
    people.forget("virslietotajs")
    expect(here.get_by_label("Lietotājvārds")).to_be_visible()
    there.get_by_role("link", name="Žurnāli").click()
    expect(there.get_by_label("Lietotājvārds")).to_be_visible()


def test_a_chosen_language_is_there_at_the_next_log_in(people: People) -> None:
    page = people.open(None)
    log_in(page, "virslietotajs")
    open_menu(page)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="School", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page = people.open(None)
    log_in(page, "virslietotajs")
    expect(page.get_by_role("heading", name="School", exact=True)).to_be_visible()
    open_menu(page, "Account menu")
    page.get_by_role("button", name="Latviešu").click()
    expect(page.get_by_role("heading", name="Skola", exact=True)).to_be_visible()


def test_a_chosen_theme_is_there_before_and_after_a_reload(people: People) -> None:
    page = people.open(None)
    log_in(page, "virslietotajs")
    open_menu(page)
    page.get_by_role("button", name="Tumšs").click()
    expect(page.locator("html")).to_have_class(re.compile("dark"))
    page.reload()
    expect(page.locator("html")).to_have_class(re.compile("dark"))
    open_menu(page)
    page.get_by_role("button", name="Auto").click()
    expect(page.locator("html")).not_to_have_class(re.compile("dark"))
