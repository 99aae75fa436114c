"""Cells that only a list of staff has; each reader raises Refused with the reason."""

import re

from ejournal_app.domain.access import GrantedRole
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import ContractKind
from ejournal_app.services.importing.columns import fold
from ejournal_app.services.staff.contract_form import LONGEST_NUMBER, LONGEST_POSITION

_KINDS = {
    "darbaligums": ContractKind.EMPLOYMENT,
    "darba": ContractKind.EMPLOYMENT,
    "uznemumaligums": ContractKind.SERVICES,
    "uznemuma": ContractKind.SERVICES,
}
_ROLES = {
    "skolotajs": GrantedRole.TEACHER,
    "skolotaja": GrantedRole.TEACHER,
    "pedagogs": GrantedRole.TEACHER,
    "vadiba": GrantedRole.MANAGEMENT,
    "skolasvadiba": GrantedRole.MANAGEMENT,
    "administracija": GrantedRole.MANAGEMENT,
    "lietvede": GrantedRole.CLERK,
    "lietvedis": GrantedRole.CLERK,
}
_SUPERUSER = "virslietotajs"
_NONE = "nav"
"""How a file says that somebody works without a role."""
_TEACHES = ("skolotaj", "pedagog")
"""Somebody whose position has one of these in it teaches, unless the file says otherwise …"""
_HELPS = "palig"
"""… or helps: skolotāja palīgs."""


def parse_contract_kind(text: str) -> ContractKind:
    """Return the kind of a contract."""
    kind = _KINDS.get(fold(text))
    if kind is None:
        raise Refused(Message(N_("The kind of contract is one of: darba līgums, uzņēmuma līgums.")))
    return kind


def parse_number(text: str) -> str:
    """Return the number of a contract."""
    return _short(text, LONGEST_NUMBER)


def parse_position(text: str) -> str:
    """Return what somebody works as (amats)."""
    return _short(text, LONGEST_POSITION)


def parse_roles(text: str) -> tuple[GrantedRole, ...]:
    """Return the roles a cell names, parted by commas; a superuser is not made by a file."""
    found: set[GrantedRole] = set()
    for word in re.split(r"[,;/+]", text):
        name = fold(word)
        if name == _SUPERUSER:
            raise Refused(
                Message(N_("The role of superuser is granted on the person's page, not by a file."))
            )
        if name in _ROLES:
            found.add(_ROLES[name])
        elif name and name != _NONE:
            raise Refused(
                Message(N_("Roles are: skolotājs, vadība, lietvede; or nav. Part them by commas."))
            )
    return tuple(role for role in GrantedRole if role in found)


def roles_of_position(position: str) -> tuple[GrantedRole, ...]:
    """Return the roles somebody has by position when the file names none."""
    folded = fold(position)
    teaches = any(word in folded for word in _TEACHES) and _HELPS not in folded
    return (GrantedRole.TEACHER,) if teaches else ()


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused(Message(N_("At most {n} characters."), {"n": longest}))
    return text
