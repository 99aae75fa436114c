"""The harness pages: a grid, a grid of 35 × 200, the fields, the lesson's list."""

import asyncio
from typing import Any

import reflex as rx

from ejournal_app.components.entry import (
    ENTRY_LABELS,
    auto_check,
    auto_date,
    auto_field,
    journal_grid,
    outbox_host,
    pupil_list,
    saving_status,
)
from ejournal_app.domain.averages import shown_average, weighted_average

from .store import MARKS, Store, place_of

PUPILS = 30
LESSON = 7
LIST_WORK = 90
EARLIER = ("6", 2)
"""A mark of everybody that stands in no column, with its weight."""


def pupils(count: int) -> list[dict[str, Any]]:
    """Return the rows of a grid."""
    mark, weight = EARLIER
    base = [int(mark) * weight, weight]
    return [
        {"pupil_id": n, "name": f"Bērziņš {n:02}", "note": "", "base": base}
        for n in range(1, count + 1)
    ]


def grid_columns(count: int) -> list[dict[str, Any]]:
    """Return lessons and works in turn, and the average."""
    columns: list[dict[str, Any]] = []
    for n in range(1, count + 1):
        lesson = n % 4 == 0
        columns.append(
            {
                "key": f"c{n}",
                "kind": "lesson" if lesson else "work",
                "date": f"{n % 28 + 1:02}.10.",
                "sub": f"Tēma {n}" if lesson else f"Darbs {n}",
                "title": "",
                # The work before a lesson's column is a work of that lesson.
                "lesson_id": n if lesson else n + 1 if n % 4 == 3 else 0,
                "work_id": 0 if lesson else n,
                "scale": "points10",
                "weight": n % 3 + 1,
                "counts": not lesson,
                "allowed": [] if lesson else MARKS,
                "editable": True,
            }
        )
    average = {
        "key": "average",
        "kind": "average",
        "date": "Vid.",
        "sub": "",
        "title": "",
        "lesson_id": 0,
        "work_id": 0,
        "scale": "",
        "allowed": [],
        "editable": False,
    }
    return [*columns, average]


def grid_cells(rows: list[dict[str, Any]], columns: list[dict[str, Any]]) -> list[list[str]]:
    """Return the cells as they stand in the store."""
    values = Store.of_server().read()["values"]
    signs = {"absent": "n", "late": "k", "present": "."}

    def cell(pupil: int, column: dict[str, Any]) -> str:
        if column["kind"] == "work":
            if pupil == 3 and column["work_id"] == 2:
                return "\0"
            place = place_of("mark", {"work_id": column["work_id"], "pupil_id": pupil})
            return values.get(place, "")
        if column["kind"] == "lesson":
            target = {"lesson_id": column["lesson_id"], "pupil_id": pupil}
            return signs.get(values.get(place_of("attendance", target), ""), "")
        marks = [
            (cell(pupil, other).rpartition("|")[2], other["weight"])
            for other in columns
            if other.get("counts")
        ]
        return shown_average(weighted_average([*marks, EARLIER]))

    return [[cell(row["pupil_id"], column) for column in columns] for row in rows]


class Desk(rx.State):
    """The whole state of the harness."""

    account: str = ""
    answers: rx.Field[dict[str, Any]] = rx.field(default_factory=dict)
    news: rx.Field[dict[str, Any]] = rx.field(default_factory=dict)
    rows: rx.Field[list[dict[str, Any]]] = rx.field(default_factory=list)
    columns: rx.Field[list[dict[str, Any]]] = rx.field(default_factory=list)
    cells: rx.Field[list[list[str]]] = rx.field(default_factory=list)
    opened: str = ""
    fields: rx.Field[dict[str, str]] = rx.field(
        default_factory=lambda: {"topic": "", "due": "", "done": "", "fixed": "negrozāms"}
    )
    lesson_rows: rx.Field[list[dict[str, Any]]] = rx.field(default_factory=list)
    checked: str = ""
    labels: rx.Field[dict[str, str]] = rx.field(default_factory=lambda: ENTRY_LABELS)

    @rx.event
    def load_grid(self):
        """Open the grid the tests type into."""
        self._load(PUPILS, 8)

    @rx.event
    def load_kinds(self):
        """Open a grid with a column of every kind and scale."""
        self._load(6, 1)
        kinds = {"percent": ["50%", "nv"], "stap": ["S", "T", "A", "P"], "pass_fail": ["i", "ni"]}
        works = [
            self.columns[0]
            | {"key": scale, "work_id": 50 + n, "lesson_id": 60 + n, "scale": scale, "sub": scale}
            | {"allowed": allowed, "counts": False}
            for n, (scale, allowed) in enumerate(kinds.items())
        ]
        period = works[0] | {"key": "p", "kind": "period", "journal_id": 3, "period": "year"}
        period |= {"sub": "Gada", "scale": "points10", "allowed": MARKS, "work_id": 0}
        suggested = self.columns[-1] | {"key": "suggest-year", "sub": "Ieteikums"}
        self.columns = [self.columns[-1], suggested, *works, period | {"lesson_id": 0}]
        self.cells = [["6,00", "6", "", "", "", ""] for _ in self.rows]

    @rx.event
    def load_big(self):
        """Open the grid that is measured."""
        self._load(35, 200)

    def _load(self, pupil_count: int, column_count: int):
        self.account = "skolotajs"
        self.rows = pupils(pupil_count)
        self.columns = grid_columns(column_count)
        self.cells = grid_cells(self.rows, self.columns)

    @rx.event
    def load_lesson(self):
        """Open the fields and the lesson's list."""
        self.account = "skolotajs"
        values = Store.of_server().read()["values"]
        for name in ("topic", "due", "done"):
            self.fields[name] = values.get(place_of(name, {"lesson_id": LESSON}), "")
        self.checked = values.get(place_of("attendance_checked", {"lesson_id": LESSON}), "")
        self.lesson_rows = [
            row
            | {
                "status": values.get(
                    place_of("attendance", {"lesson_id": LESSON, "pupil_id": row["pupil_id"]}), ""
                ),
                "mark": values.get(
                    place_of("mark", {"work_id": LIST_WORK, "pupil_id": row["pupil_id"]}), ""
                ),
                "prev": {2: "absent", 5: "absent", 6: "late"}.get(row["pupil_id"], ""),
            }
            for row in pupils(PUPILS)
        ]

    @rx.event
    async def submit(self, batch: list[dict[str, Any]]):
        """Carry a batch out, after the delay that the test has set."""
        store = Store.of_server()
        content = store.read()
        if content["delay_ms"]:
            await asyncio.sleep(content["delay_ms"] / 1000)
        if content["epoch"] != store.read()["epoch"]:
            return  # the test that sent this is over
        items = store.submit(batch)
        self.answers = {"seq": self.answers.get("seq", 0) + 1, "items": items}

    @rx.event
    def tell_news(self):
        """Tell what somebody else has written meanwhile, without sending the cells again."""
        target = {"work_id": 1, "pupil_id": 1}
        value = Store.of_server().read()["values"].get(place_of("mark", target), "")
        item = {"kind": "mark", "target": target, "value": value, "shown": value}
        self.news = {"seq": self.news.get("seq", 0) + 1, "items": [item]}

    @rx.event
    def refresh(self):
        """Read the cells anew, as a live update does."""
        self.cells = grid_cells(self.rows, self.columns)

    @rx.event
    def tell_late(self):
        """Send cells that were read before the last write of the first one."""
        self.cells[0][0] = "5"

    @rx.event
    def open_column(self, key: str):
        """Remember which column's header was pressed."""
        self.opened = key

    @rx.event
    def inspect(self, pupil: str, key: str):
        """Remember whose cell of which column is asked about."""
        self.opened = f"{pupil} {key}"

    @rx.event
    def new_work(self):
        """Remember that a new work is wanted."""
        self.opened = "new work"


def frame(*children: rx.Component) -> rx.Component:
    """Put the outbox and the badge around a page."""
    return rx.el.main(
        rx.el.h1("Ieraksti"),
        outbox_host(
            account=Desk.account,
            answers=Desk.answers,
            news=Desk.news,
            labels=Desk.labels,
            on_submit=Desk.submit,
        ),
        saving_status(labels=Desk.labels),
        *children,
        style={"padding": "8px", "font_family": "sans-serif"},
    )


def grid_page() -> rx.Component:
    """The grid."""
    return frame(
        rx.link("Stunda", href="/lesson"),
        rx.el.button("Atsvaidzināt", id="refresh", on_click=Desk.refresh),
        rx.el.button("Jaunumi", id="news", on_click=Desk.tell_news),
        rx.el.button("Novēloti", id="late", on_click=Desk.tell_late),
        rx.el.output(Desk.opened, id="opened"),
        journal_grid(
            rows=Desk.rows,
            columns=Desk.columns,
            cells=Desk.cells,
            readonly=False,
            caption="Matemātika 7.a",
            labels=Desk.labels,
            on_open_column=Desk.open_column,
            on_inspect=Desk.inspect,
            on_new_work=Desk.new_work,
        ),
    )


def lesson_page() -> rx.Component:
    """The fields and the list."""
    target = {"lesson_id": LESSON}
    return frame(
        rx.link("Liels žurnāls", href="/big"),
        auto_field(
            kind="topic",
            target=target,
            value=Desk.fields["topic"],
            label="Tēma",
            multiline=True,
            max_length=500,
            readonly=False,
            labels=Desk.labels,
        ),
        auto_date(
            kind="due",
            target=target,
            value=Desk.fields["due"],
            label="Termiņš",
            readonly=False,
            labels=Desk.labels,
        ),
        auto_check(
            kind="done",
            target=target,
            value=Desk.fields["done"],
            label="Nav uzdots",
            readonly=False,
            labels=Desk.labels,
        ),
        auto_field(
            kind="fixed",
            target=target,
            value=Desk.fields["fixed"],
            label="Skolotājs",
            hint="Aizpilda sistēma",
            readonly=True,
            labels=Desk.labels,
        ),
        pupil_list(
            rows=Desk.lesson_rows,
            lesson_id=LESSON,
            work_id=LIST_WORK,
            work_title="Mājasdarbs",
            allowed=MARKS,
            checked=Desk.checked,
            readonly=False,
            labels=Desk.labels,
        ),
    )


app = rx.App(html_lang="lv")
app.add_page(grid_page, route="/", on_load=Desk.load_grid, title="Žurnāls")
app.add_page(grid_page, route="/big", on_load=Desk.load_big, title="Liels žurnāls")
app.add_page(grid_page, route="/kinds", on_load=Desk.load_kinds, title="Visi veidi")
app.add_page(lesson_page, route="/lesson", on_load=Desk.load_lesson, title="Stunda")
