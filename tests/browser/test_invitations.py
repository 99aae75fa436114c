"""From the list of accounts to a pupil who has chosen a password and is in."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.support.demo_school import DemoSchool

from .people import PHONE, People

pytestmark = pytest.mark.browser

CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
PASSWORD = "Zilonis-uz-ledus"


def test_slips_of_a_class_are_printed_and_a_pupil_comes_in_with_one(
    people: People, school: DemoSchool, tmp_path: Path
) -> None:
    office = people.open("virslietotajs", "/konti")
    office.get_by_role("combobox", name="Klase").select_option("7.b")
    expect(office.get_by_role("link", name="Krūmiņa Marta")).to_have_count(0)
    invite = office.get_by_role("link", name="Uzaicināt…")
    expect(invite).to_have_attribute("href", re.compile("7.b"))
    invite.click()
    expect(office.get_by_text("Klase 7.b.")).to_be_visible()
    with office.expect_download() as waiting:
        office.get_by_role("button", name="Izveidot kodus un lejupielādēt lapiņas").click()
    assert waiting.value.suggested_filename == "uzaicinajumi-7.b.pdf"
    waiting.value.save_as(tmp_path / "lapinas.pdf")
    page = PdfReader(io.BytesIO((tmp_path / "lapinas.pdf").read_bytes())).pages[0]
    text = page.extract_text()
    code = CODE.findall(text)[0]

    pupil = people.open(None, f"/uzaicinajums?kods={code}", **PHONE)
    expect(pupil.get_by_text("Jūsu lietotājvārds ir")).to_be_visible()
    expect(pupil.get_by_label("Vienreizējais kods")).to_have_value(code)
    pupil.get_by_label("Jaunā parole", exact=True).fill(PASSWORD)
    pupil.get_by_label("Jaunā parole vēlreiz").fill("kaut kas cits")
    pupil.get_by_role("button", name="Saglabāt un ieiet").click()
    expect(pupil.get_by_text("Paroles nav vienādas.")).to_be_visible()
    expect(pupil.get_by_label("Vienreizējais kods")).to_have_value(code)
    pupil.get_by_label("Jaunā parole", exact=True).fill(PASSWORD)
    pupil.get_by_label("Jaunā parole vēlreiz").fill(PASSWORD)
    pupil.get_by_role("button", name="Saglabāt un ieiet").click()
    expect(pupil.get_by_role("heading", name="Dienasgrāmata")).to_be_visible()

    late = people.open(None, f"/uzaicinajums?kods={code}")
    expect(late.get_by_text("Šis kods neder")).to_be_visible()


def test_a_forgotten_password_is_replaced_by_a_code_on_the_screen(
    people: People, school: DemoSchool
) -> None:
    office = people.open("virslietotajs", "/konti?meklet=Skuja")
    office.get_by_role("link", name="Skuja Inese").click()
    office.get_by_role("button", name="Parādīt kodu").click()
    expect(office.get_by_role("heading", name="Kods – redzams tikai tagad")).to_be_visible()
    code = office.locator(".shown-code").inner_text()
    assert CODE.fullmatch(code)
    office.reload()
    expect(office.get_by_role("heading", name="Izsniegtie kodi")).to_be_visible()
    expect(office.get_by_text(code)).to_have_count(0)

    teacher = people.open(None, "/ieiet")
    teacher.get_by_role("link", name="Man ir kods").click()
    teacher.get_by_label("Vienreizējais kods").fill(code.lower().replace("-", " "))
    teacher.get_by_label("Vienreizējais kods").press("Tab")
    expect(teacher.get_by_text("inese.skuja")).to_be_visible()
    teacher.get_by_label("Jaunā parole", exact=True).fill(PASSWORD)
    teacher.get_by_label("Jaunā parole vēlreiz").fill(PASSWORD)
    teacher.get_by_role("button", name="Saglabāt un ieiet").click()
    expect(teacher.get_by_role("heading", name="Mana diena")).to_be_visible()

    office.get_by_role("button", name="Bloķēt kontu…").click()
    office.get_by_role("dialog").get_by_role("button", name="Bloķēt kontu").click()
    expect(office.get_by_role("button", name="Atbloķēt kontu")).to_be_visible()
    teacher.reload()
    expect(teacher.get_by_label("Lietotājvārds")).to_be_visible()
    office.get_by_role("button", name="Atbloķēt kontu").click()
    expect(office.get_by_role("button", name="Bloķēt kontu…")).to_be_visible()
