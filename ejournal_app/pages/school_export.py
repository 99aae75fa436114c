"""Taking the whole school out."""

import reflex as rx

from ejournal_app.components.feedback import notice
from ejournal_app.components.i18n import t, tn
from ejournal_app.components.icons import icon
from ejournal_app.components.native import native_link
from ejournal_app.states.school_export import SchoolExport

from .frame import framed


def school_export() -> rx.Component:
    """Return what the file holds, what to mind, and the button that fetches it."""
    return framed(
        rx.el.section(
            rx.el.h2(t("The whole school in open files")),
            rx.el.p(SchoolExport.school, class_name="strong"),
            rx.el.p(
                t("One zip holds everything the school has entered here:"),
                " ",
                tn("{n} row", "{n} rows", SchoolExport.rows),
                ", ",
                tn("{n} table", "{n} tables", SchoolExport.tables),
                ", ",
                tn("{n} file", "{n} files", SchoolExport.files),
                ".",
            ),
            rx.el.ul(
                rx.el.li(t("CSV files that any spreadsheet program opens.")),
                rx.el.li(t("JSON files from which another installation loads the school again.")),
                rx.el.li(t("A description of every table and column.")),
                rx.el.li(t("Kept files exactly as they were issued.")),
            ),
            notice(
                "warn",
                t(
                    "It holds personal data, marks and password hashes. Keep it as safe as the"
                    " journal itself and delete it when it is no longer needed."
                ),
            ),
            rx.el.p(
                t("Every download is written to the audit trail with your name."),
                class_name="small muted",
            ),
            rx.el.div(
                native_link(
                    icon("download"),
                    t("Download the school"),
                    href="/lejupielade/skola.zip",
                    download=True,
                    class_name="btn primary",
                ),
                class_name="row",
            ),
            class_name="card stack",
        ),
        title=t("Take the school out"),
        active="hub",
        back="/iestatijumi",
    )
