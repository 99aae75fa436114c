"""What the office types of a guardian's relation to a pupil (Regulation 4)."""

from dataclasses import dataclass
from datetime import date

from ejournal_app import clock
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.kinds import GuardianKind
from ejournal_app.domain.messages import N_, Message

LONGEST_NOTE = 300

KIND_WORDS: dict[str, str] = {
    GuardianKind.PARENT: N_("Parent"),
    GuardianKind.GUARDIAN: N_("Guardian"),
    GuardianKind.FOSTER_FAMILY: N_("Foster family"),
    GuardianKind.INSTITUTION: N_("Institution"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationForm:
    """A relation as typed; no first day means today."""

    kind: str = GuardianKind.PARENT
    sees_data: bool = False
    is_notified: bool = False
    may_file_absences: bool = False
    court_restricted: bool = False
    note: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationData:
    """A relation as it will be stored."""

    kind: GuardianKind
    sees_data: bool
    is_notified: bool
    may_file_absences: bool
    court_restricted: bool
    note: str
    starts_on: date
    ends_on: date | None


def read_relation(form: RelationForm) -> RelationData:
    """Return what a form says of a relation; Refused, naming the field, for what cannot be.

    A restriction by a court needs its decision in the note.
    """
    if form.kind not in set(GuardianKind):
        raise Refused(Message(N_("Choose who this is to the pupil.")), field="kind")
    note = " ".join(form.note.split())
    if len(note) > LONGEST_NOTE:
        raise Refused(Message(N_("At most {n} characters."), {"n": LONGEST_NOTE}), field="note")
    if form.court_restricted and not note:
        raise Refused(
            Message(N_("Write the number and date of the court's decision.")), field="note"
        )
    starts_on = form.starts_on or clock.today()
    if form.ends_on is not None and form.ends_on < starts_on:
        raise Refused(
            Message(N_("The last day is before the first one, {day}."), {"day": starts_on}),
            field="ends_on",
        )
    return RelationData(
        kind=GuardianKind(form.kind),
        sees_data=form.sees_data,
        is_notified=form.is_notified,
        may_file_absences=form.may_file_absences,
        court_restricted=form.court_restricted,
        note=note,
        starts_on=starts_on,
        ends_on=form.ends_on,
    )
