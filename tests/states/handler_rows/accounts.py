"""Accounts, invitations, and the page that takes a one-time code."""

from typing import Any

from tests.states.rows import Row
from tests.states.school import School

_SUPERUSER = frozenset({"virslietotajs"})
_NOBODY = 10**9


def _person(_school: School) -> dict[str, Any]:
    return {"person_id": _NOBODY}


def _person_and_days(_school: School) -> dict[str, Any]:
    return {"person_id": _NOBODY, "days": "30"}


def _invitation(_school: School) -> dict[str, Any]:
    return {"query": {"meklet": "qqq"}, "renew": "", "days": "30"}


# Only the superuser comes here, to whom nobody is foreign: the rest is in services/invitations.
ROWS = {
    "welcome.Welcome.enter": Row(),
    "welcome.Welcome.look": Row(arguments=lambda _school: {"code": "ABCD-EFGH-JKLM"}),
    "welcome.Welcome.choose_language": Row(arguments=lambda _school: {"code": "lv"}),
    "invite.Invite.enter": Row(open_to=_SUPERUSER),
    "invite.Invite.choose": Row(open_to=_SUPERUSER, arguments=_invitation),
    "invite.Invite.send": Row(open_to=_SUPERUSER, arguments=_invitation),
    "person_account.PersonAccount.enter": Row(
        open_to=_SUPERUSER, path=lambda _own: f"/konti/{_NOBODY}"
    ),
    "person_account.PersonAccount.give_code": Row(open_to=_SUPERUSER, arguments=_person_and_days),
    "person_account.PersonAccount.mail_code": Row(open_to=_SUPERUSER, arguments=_person_and_days),
    "person_account.PersonAccount.revoke": Row(open_to=_SUPERUSER, arguments=_person),
    "person_account.PersonAccount.lock": Row(open_to=_SUPERUSER, arguments=_person),
    "person_account.PersonAccount.unlock": Row(open_to=_SUPERUSER, arguments=_person),
    "person_account.PersonAccount.end_sessions": Row(open_to=_SUPERUSER, arguments=_person),
}
