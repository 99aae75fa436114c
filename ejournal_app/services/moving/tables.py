"""Which tables make up the school, in the order in which they can be loaded."""

from sqlalchemy import Table

from ejournal_app.persistence.models import School

LEFT_BEHIND = {
    "client_operation": "answers to browsers that are still sending; nothing of the school",
    "feed_address": "secrets of addresses that calendar programs read here",
    "screen_address": "secrets of addresses that screens read here",
    "import_draft": "uploaded files nobody has applied",
    "job_lease": "which process of this installation runs scheduled work",
    "login_session": "secrets of browsers that are logged in here",
    "outbox_message": "messages on their way; loading them would send them twice",
}
"""Tables that are not of the school, with the reason."""


def school_tables() -> list[Table]:
    """Return the tables that are written out, each after those it refers to."""
    return [table for table in School.metadata.sorted_tables if table.name not in LEFT_BEHIND]


def table_named(name: str) -> Table:
    """Return a table by its name; KeyError when there is none."""
    return School.metadata.tables[name]
