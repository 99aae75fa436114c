"""One question each: a fact about an actor and an object. A missing object answers no."""

from collections.abc import Callable

from ejournal_app.domain.access import Actor, GrantedRole

from .facts import ClassFacts, JournalFacts, PupilFacts, Subject

Predicate = Callable[[Actor, Subject], bool]


def anyone(_actor: Actor, _subject: Subject) -> bool:
    """Everybody with an account that works today."""
    return True


def is_superuser(actor: Actor, _subject: Subject) -> bool:
    """The actor is superuser (virslietotājs) today."""
    return actor.has(GrantedRole.SUPERUSER)


def is_management(actor: Actor, _subject: Subject) -> bool:
    """The actor belongs to the school's management (skolas vadība) today."""
    return actor.has(GrantedRole.MANAGEMENT)


def is_clerk(actor: Actor, _subject: Subject) -> bool:
    """The actor is records clerk (lietvede) today."""
    return actor.has(GrantedRole.CLERK)


def is_teacher(actor: Actor, _subject: Subject) -> bool:
    """The actor is a teacher (pedagogs) today."""
    return actor.has(GrantedRole.TEACHER)


def is_staff(actor: Actor, _subject: Subject) -> bool:
    """The actor works at the school today."""
    return actor.is_staff


def is_some_class_teacher(actor: Actor, _subject: Subject) -> bool:
    """The actor has a class of their own today."""
    return actor.is_staff and bool(actor.class_ids)


def teaches(actor: Actor, subject: Subject) -> bool:
    """The actor is a teacher and attached to the journal today (Regulation 7.6)."""
    return (
        isinstance(subject, JournalFacts)
        and is_teacher(actor, subject)
        and actor.person_id in subject.teacher_ids
    )


def leads(actor: Actor, subject: Subject) -> bool:
    """The actor is a teacher and leads the lesson asked about as a substitute (Regulation 12)."""
    return (
        isinstance(subject, JournalFacts)
        and is_teacher(actor, subject)
        and actor.person_id in subject.leader_ids
    )


def may_file_for(actor: Actor, subject: Subject) -> bool:
    """The actor may apply for this pupil's absences: as a guardian, or as the adult pupil (4)."""
    return isinstance(subject, PupilFacts) and (
        actor.person_id in subject.filer_ids or (subject.is_adult and is_that_pupil(actor, subject))
    )


def is_class_teacher_of(actor: Actor, subject: Subject) -> bool:
    """The actor is class teacher (audzinātājs) of the class, the pupil or pupils of the journal."""
    return (
        isinstance(subject, JournalFacts | PupilFacts | ClassFacts)
        and actor.is_staff
        and bool(actor.class_ids & subject.class_ids)
    )


def is_guardian_of(actor: Actor, subject: Subject) -> bool:
    """The actor may see this pupil's data as a guardian today (Regulation 4)."""
    return isinstance(subject, PupilFacts) and subject.pupil_id in actor.child_ids


def is_that_pupil(actor: Actor, subject: Subject) -> bool:
    """The actor is the pupil."""
    return isinstance(subject, PupilFacts) and actor.pupil_id == subject.pupil_id


def about(
    kind: type[JournalFacts] | type[PupilFacts] | type[ClassFacts], predicate: Predicate
) -> Predicate:
    """Compose: the question is about such an object, and the predicate says yes.

    Roles that may do something to every object would otherwise be told yes about none.
    """

    def composed(actor: Actor, subject: Subject) -> bool:
        return isinstance(subject, kind) and predicate(actor, subject)

    return composed


def any_of(*predicates: Predicate) -> Predicate:
    """Compose predicates: one yes is enough."""

    def composed(actor: Actor, subject: Subject) -> bool:
        return any(predicate(actor, subject) for predicate in predicates)

    return composed
