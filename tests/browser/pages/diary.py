"""The diary of a pupil."""

from datetime import date

from playwright.sync_api import Locator, Page, expect


class DiaryPage:
    """What a parent reads in it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, pupil_id: int, day: date) -> "DiaryPage":
        """Open the week of a day."""
        self.page.goto(f"/dienasgramata/{pupil_id}?datums={day}")
        expect(self.page.get_by_role("heading", level=3).first).to_be_visible()
        return self

    def lesson(self, words: str) -> Locator:
        """The lesson in which something is said."""
        return self.page.get_by_role("listitem").filter(has_text=words)
