"""The list of everybody who should have access, and how far each has come (Regulation 4, 5)."""

from collections.abc import Sequence

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.collation import person_key, sort_key
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look

from .roster import Kind, Member, Standing, load_roster

KIND_NAMES = {
    Kind.STAFF: Message(N_("Staff member")),
    Kind.PUPIL: Message(N_("Pupil")),
    Kind.GUARDIAN: Message(N_("Parent or guardian")),
}

_STATES = {
    Standing.NO_ACCOUNT: Message(N_("no account")),
    Standing.NOT_INVITED: Message(N_("not invited")),
    Standing.INVITED: Message(N_("invited")),
    Standing.UNUSED: Message(N_("has a password, never logged in")),
    Standing.USED: Message(N_("logs in")),
    Standing.LOCKED: Message(N_("locked")),
}
_NEVER = "never"
_LOOKS: dict[Standing, Look] = {
    Standing.NO_ACCOUNT: "",
    Standing.NOT_INVITED: "",
    Standing.INVITED: "info",
    Standing.UNUSED: "warn",
    Standing.USED: "ok",
    Standing.LOCKED: "bad",
}


def kinds_of(member: Member) -> Message:
    """Return as what a person is here, in words."""
    names = [KIND_NAMES[kind] for kind in Kind if kind in member.kinds]
    words = names[0] if names else Message(N_("nobody any more"))
    for more in names[1:]:
        words = Message(N_("{one}, {more}"), {"one": words, "more": more})
    return words


def state_of(member: Member) -> Message:
    """Return how far a person has come, in words with the day."""
    match member.standing:
        case Standing.INVITED if member.invited_until is not None:
            day = clock.local(member.invited_until).date()
            return Message(N_("invited until {day}"), {"day": day})
        case Standing.USED if member.last_login_at is not None:
            return Message(N_("logged in on {day}"), {"day": member.last_login_at})
        case standing:
            return _STATES[standing]


def look_of(member: Member) -> Look:
    """Return the colour of a person's state."""
    return _LOOKS[member.standing]


def _load(_actor: Actor) -> Sequence[Member]:
    with reading() as session:
        return load_roster(session, clock.today()).in_order()


def _states_of(member: Member) -> tuple[str, ...]:
    never = () if member.last_login_at is not None else (_NEVER,)
    return (str(member.standing), *never)


ACCOUNTS = ListDefinition[Member](
    key="konti",
    title=N_("Accounts"),
    permission=Permission.ACCOUNT_MANAGE,
    load=_load,
    columns=(
        Column(
            key="name",
            title=N_("Name"),
            cell=lambda row: row.name,
            order=lambda row: person_key(row.family_name, row.given_name),
        ),
        Column(key="kind", title=N_("Who"), cell=kinds_of),
        Column(
            key="class",
            title=N_("Class"),
            cell=lambda row: ", ".join(row.class_names),
            order=lambda row: sort_key(", ".join(row.class_names)),
        ),
        Column(key="username", title=N_("User name"), cell=lambda row: row.username),
        Column(
            key="state",
            title=N_("Access"),
            cell=state_of,
            order=lambda row: (list(Standing).index(row.standing), str(row.last_login_at or "")),
            look=look_of,
        ),
        Column(key="email", title=N_("E-mail"), cell=lambda row: row.email, on_screen=False),
        Column(
            key="from",
            title=N_("Access from"),
            cell=lambda row: row.access_from,
            on_screen=False,
        ),
    ),
    filters=(
        Filter(
            key="kind",
            title=N_("Who"),
            values_of=lambda row: [str(kind) for kind in row.kinds],
            labels={str(kind): name for kind, name in KIND_NAMES.items()},
        ),
        Filter(key="class", title=N_("Class"), values_of=lambda row: row.class_names),
        Filter(
            key="state",
            title=N_("Access"),
            values_of=_states_of,
            labels={
                **{str(standing): name for standing, name in _STATES.items()},
                _NEVER: Message(N_("has never logged in")),
            },
        ),
        Filter(
            key="email",
            title=N_("E-mail"),
            values_of=lambda row: ("yes" if row.email else "no",),
            labels={"yes": Message(N_("known")), "no": Message(N_("not known"))},
        ),
    ),
    href=lambda row: f"/konti/{row.person_id}",
    found_by=lambda row: (
        f"{row.given_name} {row.family_name} {' '.join(row.class_names)} {row.username}"
    ),
)
