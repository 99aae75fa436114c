"""Only the superuser invites, resets and locks; everybody else is refused and recorded."""

from typing import Any

import pytest

from ejournal_app.domain.access import Permission
from ejournal_app.services import invitations
from ejournal_app.services.invitations import account_page, bulk, one_person
from ejournal_app.services.lists.definition import ListQuery
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in


def cases(school: TinySchool) -> dict[Any, Case]:
    ilze, query = school.actors.ilze.person_id, ListQuery()

    def case(call: Any) -> Case:
        return Case(call, {"superuser"}, Permission.ACCOUNT_MANAGE)

    return {
        account_page.account_page: case(lambda actor: account_page.account_page(actor, ilze)),
        bulk.plan_invitations: case(lambda actor: bulk.plan_invitations(actor, query, renew=False)),
        bulk.bundles_to_print: case(lambda actor: bulk.bundles_to_print(actor, query, renew=False)),
        bulk.invite_by_email: case(
            lambda actor: bulk.invite_by_email(actor, query, renew=False, days=30)
        ),
        one_person.give_code: case(lambda actor: one_person.give_code(actor, ilze, days=30)),
        one_person.mail_code: case(lambda actor: one_person.mail_code(actor, ilze, days=30)),
        one_person.slip_of: case(lambda actor: one_person.slip_of(actor, ilze)),
        one_person.revoke_invitation: case(lambda actor: one_person.revoke_invitation(actor, ilze)),
        one_person.lock: case(lambda actor: one_person.lock(actor, ilze)),
        one_person.unlock: case(lambda actor: one_person.unlock(actor, ilze)),
        one_person.end_all_sessions: case(lambda actor: one_person.end_all_sessions(actor, ilze)),
    }


def test_every_use_case_is_examined_here(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(invitations)


def test_each_refuses_everybody_else(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)
