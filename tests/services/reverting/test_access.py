"""Only a superuser looks at what an account did, and puts it back."""

from datetime import timedelta
from typing import Any

import pytest

from ejournal_app import clock
from ejournal_app.domain.access import Permission
from ejournal_app.services import reverting
from ejournal_app.services.reverting.applying import put_back
from ejournal_app.services.reverting.model import Span
from ejournal_app.services.reverting.reviewing import find_accounts, review_account
from tests.support.school import TinySchool
from tests.support.use_cases import Case, each_refuses_everybody_else, named, use_cases_in


def cases(school: TinySchool) -> dict[Any, Case]:
    now = clock.now()
    span = Span(account_id=school.actors.ilze.account_id, starts=now - timedelta(hours=1), ends=now)
    superuser = ({"superuser"}, Permission.MARK_REVERT)
    return {
        find_accounts: Case(lambda actor: find_accounts(actor, "Ilze"), *superuser),
        review_account: Case(lambda actor: review_account(actor, span), *superuser),
        put_back: Case(
            lambda actor: put_back(actor, span, keys=["mark:1"], shown="", reason="Iemesls"),
            *superuser,
        ),
    }


def test_every_use_case_is_examined(school: TinySchool) -> None:
    assert named(cases(school)) == use_cases_in(reverting)


def test_everybody_else_is_refused_on_record(school: TinySchool, subtests: pytest.Subtests) -> None:
    each_refuses_everybody_else(school, cases(school), subtests)
