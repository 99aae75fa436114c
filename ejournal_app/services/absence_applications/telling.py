"""Who is told of an application: class teachers when it comes, whoever filed it when it is decided.

Never why: a notice and a letter say whose absence of which days it is, the rest is on the page.
"""

from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.absence_states import ApplicationState
from ejournal_app.domain.access import Actor
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.reminders import Channel, Topic
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.persistence.models import AbsenceApplication, Pupil
from ejournal_app.persistence.queries.class_teachers import class_teachers_of
from ejournal_app.persistence.queries.pupils import PupilRow, pupils_enrolled
from ejournal_app.persistence.queries.schools import school_of
from ejournal_app.services import live
from ejournal_app.services.absences.telling import topics_of
from ejournal_app.services.notices.telling import NoticeKind, tell
from ejournal_app.services.reminders.letters import Section, absolute, letter_body
from ejournal_app.services.reminders.planning import Letter, Telling, keep
from ejournal_app.services.reminders.recipients import recipients

from .checking import FILING_PAGE, days_message

DECISION_PAGE = "/kavejumu-pieteikumi"

_TO_CLASS_TEACHER = {
    "filed": N_("{pupil}, {class_name}: an absence is applied for, {days}"),
    "changed": N_("{pupil}, {class_name}: an application was changed, {days}"),
    "replied": N_("{pupil}, {class_name}: your question is answered, {days}"),
    "withdrawn": N_("{pupil}, {class_name}: an application is withdrawn, {days}"),
}
_TO_FILER = {
    ApplicationState.ACCEPTED: N_("{pupil}: the absence is justified, {days}"),
    ApplicationState.DECLINED: N_("{pupil}: the application was declined, {days}"),
    ApplicationState.ASKED: N_("{pupil}: the class teacher asks about an absence, {days}"),
}


def tell_class_teachers(
    session: Session, actor: Actor, pupil: PupilRow, row: AbsenceApplication, what: str
) -> set[str]:
    """Keep a notice for the pupil's class teachers; return what to announce when it is kept."""
    today = clock.today()
    teachers = class_teachers_of(session, [pupil.pupil_id], today).get(
        pupil.pupil_id, frozenset[int]()
    ) - {actor.person_id}
    message = Message(_TO_CLASS_TEACHER[what], _params(pupil, row))
    tell(session, teachers, NoticeKind.ABSENCE_APPLICATION, message, DECISION_PAGE)
    return {
        *topics_of(session, [pupil.pupil_id], (row.starts_on, row.ends_on)),
        live.class_topic(pupil.class_id),
        *(live.person_topic(teacher) for teacher in teachers),
    }


def tell_filer(session: Session, pupil: PupilRow, row: AbsenceApplication) -> set[str]:
    """Keep what whoever filed it is told of a decision; return what to announce when it is kept.

    The notice stands in the application whatever the person chose, for it answers what was asked;
    by what else it is told is the person's choice for absences, in no digest and after quiet hours.
    """
    session.flush()  # the version names the decision
    message = Message(_TO_FILER[ApplicationState(row.state)], _params(pupil, row))
    tell(session, [row.filed_by_id], NoticeKind.ABSENCE_APPLICATION, message, FILING_PAGE)
    to = recipients(session, [row.filed_by_id], clock.today()).get(row.filed_by_id)
    school = school_of(session)
    if to is not None and school is not None:
        channels = to.channels(to.choice(Topic.ABSENCES))
        words = translate(to.language, message)
        opens = (gettext(to.language, N_("The application:")), FILING_PAGE)
        body = letter_body(to.language, school.name, [Section(heading=words)], opens)
        keep(
            session,
            f"application-{row.id}-{row.version}",
            [
                Telling(
                    recipient=to,
                    topic=Topic.ABSENCES,
                    letter=Letter(subject=words, body=body) if Channel.EMAIL in channels else None,
                    sms=(words, absolute(FILING_PAGE)) if Channel.SMS in channels else None,
                )
            ],
        )
    return {live.person_topic(row.filed_by_id)}


def pupil_of(session: Session, row: AbsenceApplication) -> PupilRow | None:
    """Return the pupil of an application; None once the pupil has left."""
    rows = pupils_enrolled(session, clock.today(), col(Pupil.id) == row.pupil_id)
    return rows[0] if rows else None


def _params(pupil: PupilRow, row: AbsenceApplication) -> dict[str, object]:
    return {
        "pupil": f"{pupil.given_name} {pupil.family_name}",
        "class_name": pupil.class_name,
        "days": days_message(row.starts_on, row.ends_on),
    }
