"""The superuser begins with nothing and sets the school up."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import window
from tests.support.product import Product, product

from .people import People

pytestmark = pytest.mark.browser


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Product]:
    """An installation in which there is nothing yet."""
    with product(tmp_path, DEMO="off") as running:
        yield running


def _invitation(site: Product) -> str:
    """The address the server prints for whoever began it."""
    found = re.search(r"/sakums\?kods=\w+", site.log.read_text())
    assert found is not None
    return found[0]


def _began(page: Page, site: Product) -> None:
    page.goto(_invitation(site))
    for label, text in (
        ("Skolas nosaukums", "Rīgas 1. vidusskola"),
        ("Jūsu vārds", "Anna"),
        ("Jūsu uzvārds", "Ozola"),
        ("Lietotājvārds", "anna.ozola"),
        ("Parole", "Zilonis-uz-ledus"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Parole vēlreiz").fill("Zilonis-uz-sala")
    page.get_by_role("button", name="Sākt darbu").click()
    expect(
        page.get_by_role("alert").filter(has_text="Abas paroles atšķiras.").first
    ).to_be_visible()
    page.get_by_label("Parole vēlreiz").fill("Zilonis-uz-ledus")
    page.get_by_role("button", name="Sākt darbu").click()


def test_nothing_becomes_a_school_whose_checklist_says_what_blocks(
    empty: Product, chromium: Browser
) -> None:
    with window(chromium, empty.url) as context:
        page = context.new_page()
        page.goto("/")
        expect(page).to_have_url(re.compile("/sakums$"))
        _began(page, empty)
        expect(page).to_have_url(re.compile("/ieiet$"))
        page.get_by_label("Lietotājvārds").fill("anna.ozola")
        page.get_by_label("Parole", exact=True).fill("Zilonis-uz-ledus")
        page.get_by_role("button", name="Ieiet").click()
        # What is to be done comes first while nobody can work.
        expect(page).to_have_url(re.compile("/iestatijumi$"))
        expect(page.get_by_text(re.compile("soļi kavē darbu"))).to_be_visible()
        page.get_by_role("link", name=re.compile("Mācību gads.*kavē darbu")).click()
        page.get_by_role("button", name="Pievienot gadu").click()
        expect(page.get_by_role("heading", name=re.compile("mācību gads"))).to_be_visible()
        expect(page.get_by_text("1.–8., 10.–11.")).to_be_visible()
        page.goto(_invitation(empty))
        expect(page.get_by_text("Šai sistēmai virslietotājs jau ir.")).to_be_visible()


def test_a_kind_of_work_changes_from_a_day_on_and_keeps_its_history(people: People) -> None:
    page = people.open("virslietotajs", "/iestatijumi/darbi")
    row = page.locator(".list-row").filter(has_text="Formatīvs darbs")
    row.get_by_role("button", name="Labot").click()
    expect(page.get_by_label("Nosaukums latviski")).to_have_value("Formatīvs darbs")
    page.get_by_label("Vērtējuma termiņš darba dienās").fill("5")
    page.get_by_label("Spēkā no").first.fill("2027-01-11")
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_text("Saglabāts. Spēkā no 11.01.2027.")).to_be_visible()
    row.get_by_text("Vēsture").click()
    expect(row.get_by_text("termiņš darba dienās: 5")).to_be_visible()
    row.get_by_role("button", name="Atsaukt").click()
    expect(page.get_by_text("Turpmākā vērtība ir atsaukta.")).to_be_visible()
    row.get_by_role("button", name="Labot").click()
    page.get_by_role("button", name="Vairs nepiedāvāt").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Esošie darbi un vērtējumi paliek")).to_be_visible()
    dialog.get_by_role("button", name="Atcelt").click()
    expect(row.get_by_text("netiek piedāvāts")).to_have_count(0)


def test_a_copied_year_says_what_came_along_and_goes_again(people: People) -> None:
    page = people.open("virslietotajs", "/iestatijumi/gadi")
    page.get_by_role("button", name="Kopēt", exact=True).click()
    told = page.get_by_role("status").filter(has_text="Pārnests:")
    expect(told.get_by_text("Klašu audzinātāji, kopā ar savu klasi")).to_be_visible()
    expect(told.get_by_text("Klases pagaidām bez audzinātāja")).to_be_visible()
    page.get_by_role("button", name="Atsaukt kopēšanu").click()
    page.get_by_role("dialog").get_by_role("button", name="Atsaukt kopēšanu").click()
    expect(page.get_by_text("Nokopētais gads ir noņemts.")).to_be_visible()


def test_overlapping_bells_are_refused_beside_the_times(people: People) -> None:
    page = people.open("virslietotajs", "/iestatijumi/zvani")
    page.get_by_role("button", name="Jauns ar šiem laikiem").click()
    expect(page.get_by_label("1. stunda sākas", exact=True)).to_have_value("08:30")
    page.get_by_label("Nosaukums").fill("Saīsinātās stundas")
    page.get_by_label("Spēkā no").fill("2026-09-01")
    page.get_by_label("1. stunda sākas", exact=True).fill("08:00")
    page.get_by_role("button", name="Saglabāt").click()
    sentence = "1. stunda sākas 08:00, pirms 0. stunda beidzas 08:20."
    expect(page.get_by_text(sentence).first).to_be_visible()
    page.get_by_label("1. stunda sākas", exact=True).fill("08:30")
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_role("heading", name="Saīsinātās stundas")).to_be_visible()


def test_a_day_without_lessons_is_set_and_removed(people: People) -> None:
    page = people.open("virslietotajs", "/iestatijumi/gads/1")
    page.get_by_label("Diena", exact=True).fill("2027-05-07")
    page.get_by_label("Iemesls").fill("Apkures avārija")
    page.get_by_role("button", name="Pievienot dienu").click()
    row = page.locator(".list-row").filter(has_text="Apkures avārija")
    expect(row).to_contain_text("Stundu nav")
    row.get_by_role("button", name="Noņemt").click()
    page.get_by_role("dialog").get_by_role("button", name="Noņemt").click()
    expect(row).to_have_count(0)
