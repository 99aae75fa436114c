"""The grid of one journal."""

from playwright.sync_api import Locator, Page, expect


class JournalPage:
    """What a teacher types into it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.grid = page.get_by_role("grid")
        self.status = page.locator(".ej-status")

    def wait(self) -> "JournalPage":
        """Wait until the grid is there."""
        self.grid.locator("tbody tr").first.wait_for()
        return self

    def names(self) -> list[str]:
        """The pupils who belong to the journal today, from above."""
        rows = self.grid.locator("tbody tr").filter(has_not=self.page.locator(".ej-note"))
        return rows.locator(".ej-name").all_inner_texts()

    def cell(self, pupil: str, title: str) -> Locator:
        """The cell of a pupil in the column whose heading says `title` on hover."""
        heading = self.grid.locator(f'thead th[title*="{title}"]')
        heading.wait_for()
        place = heading.evaluate("heading => heading.cellIndex")
        return self.row(pupil).locator("td").nth(place - 1)

    def row(self, pupil: str) -> Locator:
        """The row of a pupil."""
        return self.grid.get_by_role("row").filter(has_text=pupil)

    def type_slowly(self, values: list[str], *, keys_a_second: int = 8) -> None:
        """Type values one below the other at the speed of a person."""
        for value in values:
            for key in (*value, "Enter"):
                self.page.keyboard.press(key)
                self.page.wait_for_timeout(1000 / keys_a_second)

    def type_values(self, values: list[str]) -> None:
        """Type values one below the other, without waiting for anything."""
        for value in values:
            self.page.keyboard.type(value)
            self.page.keyboard.press("Enter")

    def wait_until_saved(self) -> None:
        """Wait until the page says that all is saved."""
        expect(self.status).to_have_text("Viss saglabāts", timeout=20_000)
