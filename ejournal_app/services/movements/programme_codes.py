"""Programme codes of enrolments: which one holds, and correcting it (Regulation 7.7)."""

import re

from sqlalchemy.orm import Session

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.policies.rules import require
from ejournal_app.services.changes.log import ChangeLog
from ejournal_app.services.guard import use_case

from .finishing import Done, finish, record_pupil
from .kinds import MovementKind
from .orders import Movement, MovementPreview
from .places import ClassPlace, class_place, lock_school, programmes, whereabouts

_CODE = re.compile(r"[0-9]{8}")


def programme_of(text: str, place: ClassPlace) -> str:
    """Return the code typed, or the class's own when none was; Refused for neither."""
    code = "".join(text.split()) or place.programme_code
    if not code:
        raise Refused(
            Message(N_("The class has no programme code of its own: write the pupil's.")),
            field="programme",
        )
    if _CODE.fullmatch(code) is None:
        raise Refused(Message(N_("A programme code has 8 digits.")), field="programme")
    return code


def programme_warnings(session: Session, code: str) -> tuple[Message, ...]:
    """Return a warning for a code that is not in the school's dictionary."""
    known = {own for own, _ in programmes(session)}
    if not known or code in known:
        return ()
    return (
        Message(N_("The programme code {code} is not in the school's dictionary."), {"code": code}),
    )


@use_case
def preview_programme(actor: Actor, pupil_id: int, code: str) -> MovementPreview:
    """Say what correcting the programme code of an enrolled pupil would do."""
    require(actor, Permission.MOVEMENT_WRITE)
    with reading() as session:
        whose = whereabouts(session, pupil_id)
        enrolment = whose.open_enrolment()
        place = class_place(session, enrolment.class_id)
        new = _changed(code, enrolment.programme_code, place)
        return MovementPreview(
            lines=(
                Message(
                    N_("{name}, {class_name}: programme code {old} becomes {new}."),
                    {
                        "name": whose.name,
                        "class_name": place.name,
                        "old": enrolment.programme_code,
                        "new": new,
                    },
                ),
            ),
            warnings=programme_warnings(session, new),
        )


@use_case
def correct_programme(actor: Actor, pupil_id: int, code: str) -> Movement:
    """Correct the programme code of the present enrolment; the order stays what it was."""
    require(actor, Permission.MOVEMENT_WRITE)
    with writing() as session:
        lock_school(session)
        whose = whereabouts(session, pupil_id, lock=True)
        enrolment = whose.open_enrolment()
        place = class_place(session, enrolment.class_id)
        old, new = enrolment.programme_code, _changed(code, enrolment.programme_code, place)
        log = ChangeLog(session)
        log.change(enrolment, {"programme_code": new})
        record_pupil(
            session,
            actor,
            pupil_id,
            MovementKind.PROGRAMME,
            before={"programme": old},
            after={"programme": new},
        )
        run_id = finish(
            session,
            actor,
            log,
            Done(
                movement=MovementKind.PROGRAMME,
                school_id=place.school_id,
                effective=enrolment.starts_on,
                classes=(place.name,),
                counts={"pupils": 1},
                programmes=(old, new),
            ),
        )
        return Movement(run_id=run_id, pupil_id=pupil_id)


def _changed(code: str, old: str, place: ClassPlace) -> str:
    new = programme_of(code, place)
    if new == old:
        raise Refused(Message(N_("This is the programme code already.")), field="programme")
    return new
