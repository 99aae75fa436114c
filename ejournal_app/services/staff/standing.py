"""Whether a member of staff can work today, and if not, what is missing."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.spans import in_force
from ejournal_app.persistence.models import Account, RoleGrant, StaffContract
from ejournal_app.services.lists.definition import Look


class AccessState(StrEnum):
    """How the access of a member of staff stands."""

    WAITING = "waiting"
    """A contract waits for the superuser."""
    NO_ROLE = "no_role"
    NO_PASSWORD = "no_password"  # noqa: S105 - a state, not a secret
    LOCKED = "locked"
    COMING = "coming"
    OPEN = "open"
    ENDED = "ended"


WORDS: dict[AccessState, Message] = {
    AccessState.WAITING: Message(N_("waits for activation")),
    AccessState.NO_ROLE: Message(N_("no role today")),
    AccessState.NO_PASSWORD: Message(N_("has no password yet")),
    AccessState.LOCKED: Message(N_("account locked")),
    AccessState.COMING: Message(N_("starts later")),
    AccessState.OPEN: Message(N_("open")),
    AccessState.ENDED: Message(N_("contract ended")),
}
LOOKS: dict[AccessState, Look] = {
    AccessState.WAITING: "warn",
    AccessState.NO_ROLE: "warn",
    AccessState.NO_PASSWORD: "warn",
    AccessState.LOCKED: "bad",
    AccessState.COMING: "info",
    AccessState.OPEN: "ok",
    AccessState.ENDED: "",
}


def access_state(
    contracts: Sequence[StaffContract],
    account: Account | None,
    grants: Sequence[RoleGrant],
    today: date,
) -> AccessState:
    """Return how access stands today, the most pressing thing first."""
    current = [one for one in contracts if in_force((one.starts_on, one.ends_on), today)]
    activated = [one for one in current if one.activated_at is not None]
    coming = [one for one in contracts if one.starts_on > today]
    waiting = [one for one in (*current, *coming) if one.activated_at is None]
    if account is not None and account.is_locked:
        return AccessState.LOCKED
    if not activated:
        if waiting:
            return AccessState.WAITING
        return AccessState.COMING if coming else AccessState.ENDED
    if account is None or not any(in_force((one.starts_on, one.ends_on), today) for one in grants):
        return AccessState.NO_ROLE
    return AccessState.OPEN if account.password_hash is not None else AccessState.NO_PASSWORD


def leading_contract(contracts: Sequence[StaffContract], today: date) -> StaffContract:
    """Return the contract that says what a person is here: of today, else the next, else the last.

    There is at least one.
    """

    def order(one: StaffContract) -> tuple[bool, bool, date]:
        return (
            in_force((one.starts_on, one.ends_on), today),
            one.starts_on > today,
            one.ends_on or date.max,
        )

    return max(contracts, key=order)
