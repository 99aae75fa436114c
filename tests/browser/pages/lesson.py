"""The page of one lesson."""

import re

from playwright.sync_api import Locator, Page, expect


class LessonPage:
    """What a teacher does on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.topic = page.get_by_label("Tēma", exact=True)
        self.outcome = page.get_by_label("Sasniedzamais rezultāts", exact=True)
        self.homework = page.get_by_label("Mājas darbs", exact=True)
        self.due = page.get_by_label("Termiņš", exact=True)
        self.no_homework = page.get_by_label("Nav uzdots", exact=True)
        self.checked = page.get_by_role("button", name="Pārbaudīts")
        self.carry_over = page.get_by_role("button", name="Pārņemt no iepriekšējās stundas")
        self.status = page.locator(".ej-status")
        self.state = page.locator(".lesson-state .chip")

    def wait(self) -> "LessonPage":
        """Wait until the lesson is there."""
        self.topic.wait_for()
        return self

    def attendance(self, pupil: str) -> Locator:
        """The button that says whether a pupil is there."""
        return self.page.get_by_role("button", name=re.compile(f"^Apmeklējums: {pupil} "))

    def mark(self, pupil: str) -> Locator:
        """The field with a pupil's mark."""
        return self.page.get_by_label(f"Vērtējums: {pupil}", exact=True)

    def add_work(self, kind: str, title: str) -> None:
        """Add a work to be marked, whatever the class has that day, and give it a title."""
        kinds = self.page.get_by_role("group", name="Pievienot darbu")
        kinds.get_by_role("button", name=kind, exact=True).click()
        anyway = self.page.get_by_role("button", name="Pievienot tik un tā")
        change = self.page.get_by_role("button", name="Labot darbu")
        expect(anyway.or_(change).first).to_be_visible()
        if anyway.is_visible():
            anyway.click()
        change.click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label("Nosaukums").fill(title)
        dialog.get_by_role("button", name="Saglabāt").click()
        expect(self.page.get_by_role("button", name=title)).to_be_visible()

    def wait_until_saved(self) -> None:
        """Wait until the page says that all is saved."""
        expect(self.status).to_have_text("Viss saglabāts", timeout=20_000)
