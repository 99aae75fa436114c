"""Whose a column is, and who wrote a row: matched surely, or said to be unknown."""

from collections.abc import Iterable, Iterator
from datetime import date

from ejournal_app.domain import personal_code
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.services.importing.columns import fold

from .layout import PupilColumn, Sheet
from .problems import SheetProblem
from .snapshot import Snapshot, Span


def match_pupils(sheet: Sheet, snapshot: Snapshot, problems: list[SheetProblem]) -> dict[int, int]:
    """Return the pupil of each column that is surely somebody's; name the others as problems."""
    found: dict[int, int] = {}
    for column in sheet.pupils:
        try:
            pupil_id = _pupil(column, snapshot)
        except Refused as refusal:
            problems.append(
                SheetProblem(sheet=sheet.name, row=2, column=column.name, problem=refusal.message)
            )
            continue
        if pupil_id in found.values():
            problems.append(
                SheetProblem(
                    sheet=sheet.name,
                    row=2,
                    column=column.name,
                    problem=Message(N_("The same pupil stands in another column of the sheet.")),
                )
            )
            continue
        found[column.position] = pupil_id
    return found


def _pupil(column: PupilColumn, snapshot: Snapshot) -> int:
    if column.code:
        code = personal_code.parse(column.code).code
        if code in snapshot.codes:
            return snapshot.codes[code]
    namesakes = snapshot.names.get(fold(column.family_name + column.given_name), set())
    here = {pupil_id for pupil_id in namesakes if pupil_id in snapshot.enrolments}
    if column.code and here:
        # The code is another one: the name alone would be a guess.
        raise Refused(Message(N_("A pupil of this name has another personal code.")))
    if len(here) == 1:
        return here.pop()
    if here:
        raise Refused(Message(N_("Several pupils have this name; give the personal code.")))
    raise Refused(Message(N_("The school has no such pupil in this year.")))


def teacher_of(name: str, snapshot: Snapshot) -> int | None:
    """Return the member of staff by a name in either order, None for no name; Refused if unsure."""
    if not name.strip():
        return None
    found = snapshot.staff.get(fold(name), set())
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise Refused(Message(N_("Several members of staff are called {name}."), {"name": name}))
    raise Refused(
        Message(
            N_("{name} is not among the staff; enter the person with the contract first."),
            {"name": name[:100]},
        )
    )


def is_within(spans: Iterable[Span], day: date) -> bool:
    """Tell whether a day lies in one of the spans."""
    return any(first <= day and (last is None or day <= last) for first, last in spans)


def class_spans(snapshot: Snapshot, pupil_id: int, class_id: int | None) -> Iterator[Span]:
    """Yield the days a pupil is in a class, or in any class of the year."""
    for known, _grade, span in snapshot.enrolments.get(pupil_id, []):
        if class_id is None or known == class_id:
            yield span
