"""The kinds of runs, and who may carry them out and take them back."""

from enum import StrEnum

from ejournal_app.domain.access import Permission


class RunKind(StrEnum):
    """What a run did."""

    VIIS = "viis"
    """Pupils from a file of the State Education Information System (Regulation 7.5)."""
    STAFF = "staff"
    """Staff from a file: contracts, accounts, roles (Regulation 5)."""
    TIMETABLE = "timetable"
    WORKBOOK = "workbook"
    """Journals of the system the school used before."""
    MOVEMENT = "movement"
    """An order about pupils: enrolled, left, moved, promoted (Regulation 8)."""
    JOURNALS = "journals"
    """Journals made from the curriculum table (Regulation 7.3)."""
    GROUPS = "groups"
    """A split into groups (Regulation 7.4)."""
    HAND_OVER = "hand_over"
    """Journals handed over to another teacher (Regulation 7.6)."""
    YEAR_COPY = "year_copy"
    """A year set up from the one before (Regulation 7.1)."""


PERMISSIONS: dict[RunKind, Permission] = {
    RunKind.VIIS: Permission.IMPORT_APPLY,
    RunKind.STAFF: Permission.ROLE_GRANT,
    RunKind.TIMETABLE: Permission.IMPORT_APPLY,
    RunKind.WORKBOOK: Permission.IMPORT_APPLY,
    RunKind.MOVEMENT: Permission.MOVEMENT_WRITE,
    RunKind.JOURNALS: Permission.TEACHING_WRITE,
    RunKind.GROUPS: Permission.TEACHING_WRITE,
    RunKind.HAND_OVER: Permission.TEACHING_WRITE,
    RunKind.YEAR_COPY: Permission.SETUP_WRITE,
}
"""What a person needs to carry a run out, and to take it back."""
