"""From nothing to a teacher who records a lesson, by files and clicks alone."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sqlmodel import col, select

from ejournal_app import clock
from ejournal_app.domain.school_year_defaults import school_year_to_prepare
from ejournal_app.persistence.models import Lesson
from tests.support.browser import window
from tests.support.demo_school import DemoSchool
from tests.support.product import Product, product

pytestmark = pytest.mark.browser

PASSWORD = "Zilonis-uz-ledus"
CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
WEEKDAYS = ("pirmdiena", "otrdiena", "trešdiena", "ceturtdiena", "piektdiena")

STAFF = """Uzvārds;Vārds;Amats;Līguma numurs;Līgums no
Zariņa;Ilga;Matemātikas skolotāja;DL-1;01.09.2020
Kalns;Oto;Sporta skolotājs;DL-2;01.09.2020
"""
PUPILS = (
    "Personas kods;Uzvārds;Vārds;Dzimšanas datums;Klase;Izglītības programmas kods;"
    "Uzņemšanas rīkojuma Nr.;Uzņemšanas rīkojuma datums;Uzņemts no\n"
    ";Eglīte;Anna;03.05.2018;2.a;21011111;1-9/1;{day};{day}\n"
    ";Ozols;Kārlis;12.11.2018;2.a;21011111;1-9/1;{day};{day}\n"
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Product]:
    """An installation in which there is nothing yet."""
    with product(tmp_path, DEMO="off") as running:
        yield running


def bring(page: Page, step: str, label: str, content: str) -> None:
    """Upload a file on the page a step leads to, and carry it out."""
    page.get_by_label(label).set_input_files(
        {"name": f"{step}.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Augšupielādēt un apskatīt").click()
    page.get_by_role("button", name="Izpildīt").click()
    expect(page.get_by_role("button", name="Atsaukt kopumā")).to_be_visible()


def school_year() -> int:
    """The year the checklist proposes."""
    return school_year_to_prepare(clock.today())


def first_day() -> date:
    """From when the school works with the journal: today, or when its first year begins."""
    return max(clock.today(), date(school_year(), 9, 1))


def first_lesson(site: Product) -> Lesson:
    """The first lesson of the timetable: today, or when there are lessons again."""
    school = DemoSchool(site.database_url)
    try:
        with school.session() as session:
            lesson = session.exec(select(Lesson).order_by(col(Lesson.day))).first()
            assert lesson is not None
            return lesson
    finally:
        school.dispose()


def timetable() -> str:
    """A lesson of every weekday."""
    rows = [f"{day};2;2.a;;Matemātika;Ilga Zariņa;12" for day in WEEKDAYS]
    return "\n".join(["Diena;Stunda;Klase;Grupa;Priekšmets;Skolotājs;Kabinets", *rows])


def begin(page: Page, site: Product) -> None:
    found = re.search(r"/sakums\?kods=\w+", site.log.read_text())
    assert found is not None
    page.goto(found[0])
    for label, text in (
        ("Skolas nosaukums", "Rīgas 1. vidusskola"),
        ("Jūsu vārds", "Anna"),
        ("Jūsu uzvārds", "Ozola"),
        ("Lietotājvārds", "anna.ozola"),
        ("Parole", PASSWORD),
        ("Parole vēlreiz", PASSWORD),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Sākt darbu").click()
    expect(page).to_have_url(re.compile("/ieiet$"))
    page.get_by_label("Lietotājvārds").fill("anna.ozola")
    page.get_by_label("Parole", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Ieiet").click()
    expect(page.get_by_text(re.compile("soļi kavē darbu"))).to_be_visible()


def set_up(page: Page) -> None:
    """Do what the checklist asks for, in its order, with what it proposes."""
    for step, press, told in (
        ("Mācību gads", "Pievienot gadu", "I semestris"),
        ("Zvanu saraksti", "Saglabāt", "Saglabāts. "),
        ("Darbu veidi", "Pievienot parastos", "Pievienoti darbu veidi: "),
    ):
        page.goto("/iestatijumi")
        page.get_by_role("link", name=re.compile(f"{step}.*kavē darbu")).click()
        page.get_by_role("button", name=press, exact=True).click()
        expect(page.get_by_text(told).first).to_be_visible()
        page.goto("/iestatijumi")
        expect(page.get_by_role("link", name=re.compile(f"{step}.*izdarīts"))).to_be_visible()
    page.goto("/personals")
    page.get_by_role("link", name="No faila").click()
    bring(page, "personals", "Darbinieku saraksts", STAFF)
    page.goto("/klases")
    page.get_by_role("link", name="Jaunas klases").click()
    page.get_by_label("Klašu grupa").select_option("2")
    page.get_by_label("Burti").fill("a")
    page.get_by_role("button", name="Pievienot klases").click()
    expect(page.get_by_text("Pievienotas klases: 1.")).to_be_visible()
    page.goto("/klases")
    page.get_by_role("link", name="Klašu audzinātāji").click()
    page.get_by_label("2.a").select_option(label="Kalns Oto")
    page.get_by_role("button", name="Saglabāt").click()
    expect(page.get_by_text("Iecelti klašu audzinātāji: 1.")).to_be_visible()
    expect(page.get_by_role("cell", name="Kalns Oto")).to_be_visible()
    day = first_day()
    page.goto("/importi/viis")
    page.get_by_label(re.compile("Salīdzināt")).fill(day.isoformat())
    pupils = PUPILS.format(day=f"{date(school_year(), 9, 1):%d.%m.%Y}")
    bring(page, "viis", "Izglītojamo saraksts no VIIS", pupils)
    page.goto("/importi/stundu-saraksts")
    page.get_by_label(re.compile("Spēkā no")).fill(day.isoformat())
    bring(page, "saraksts", "Stundu saraksta fails", timetable())
    page.goto("/iestatijumi")
    expect(page.get_by_text("var strādāt")).to_be_visible()


def code_of(page: Page, tmp_path: Path, username: str) -> str:
    """Print the slips of the staff and read a teacher's code from them."""
    page.get_by_role("link", name=re.compile("Visu piekļuve.*trūkst")).click()
    page.get_by_role("combobox", name="Kas").select_option(label="Darbinieks")
    invite = page.get_by_role("link", name="Uzaicināt…")
    expect(invite).to_have_attribute("href", re.compile("staff"))
    invite.click()
    with page.expect_download() as slips:
        page.get_by_role("button", name="Izveidot kodus un lejupielādēt lapiņas").click()
    printed = tmp_path / "slips.pdf"
    slips.value.save_as(printed)
    (text,) = [
        text for sheet in PdfReader(printed).pages if username in (text := sheet.extract_text())
    ]
    found = CODE.search(text)
    assert found is not None
    return found[0]


def test_a_new_school_works_after_four_files_and_some_clicks(
    empty: Product, chromium: Browser, tmp_path: Path
) -> None:
    with window(chromium, empty.url) as office, window(chromium, empty.url) as classroom:
        superuser = office.new_page()
        begin(superuser, empty)
        set_up(superuser)
        code = code_of(superuser, tmp_path, "ilga.zarina")

        teacher = classroom.new_page()
        teacher.goto(f"/uzaicinajums?kods={code}")
        expect(teacher.get_by_text("Jūsu lietotājvārds ir ilga.zarina")).to_be_visible()
        teacher.get_by_label("Jaunā parole", exact=True).fill(PASSWORD)
        teacher.get_by_label("Jaunā parole vēlreiz").fill(PASSWORD)
        teacher.get_by_label("Jaunā parole vēlreiz").press("Enter")
        expect(teacher.get_by_role("heading", name="Mana diena")).to_be_visible()
        lesson = first_lesson(empty)
        teacher.goto(f"/stunda/{lesson.id}")
        held = lesson.day <= clock.today()
        pupils = "Eglīte Anna" if held else "Apmeklējumu un vērtējumus var ievadīt stundas dienā."
        expect(teacher.get_by_text(pupils)).to_be_visible()
        teacher.get_by_label("Tēma").fill("Saskaitīšana")
        teacher.get_by_label("Tēma").press("Tab")
        expect(teacher.get_by_text("Viss saglabāts")).to_be_visible()
        teacher.reload()
        expect(teacher.get_by_label("Tēma")).to_have_value("Saskaitīšana")
