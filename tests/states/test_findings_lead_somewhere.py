"""What the validation page finds leads to pages that exist, and the reader may open."""

import re

import pytest

from ejournal_app.domain.messages import Message
from ejournal_app.pages import PAGES
from ejournal_app.services.validation.checking import address_of
from ejournal_app.services.validation.findings import CheckKind, Finding, Place

ROUTES = [re.compile(re.sub(r"\\\[\w+\\\]", r"\\d+", re.escape(page.route))) for page in PAGES]
OF_MANAGEMENT = {"", "/zurnals/7", "/skoleni/7", "/personals/7", "/stundu-saraksts?klases=1"}


@pytest.mark.parametrize("place", Place)
def test_every_place_has_a_page(place: Place) -> None:
    finding = Finding(
        kind=CheckKind.CLASH, name="", text=Message(""), place=place, place_id=7, query="klases=1"
    )
    for may_fix in (True, False):
        address = address_of(finding, may_fix=may_fix)
        path = address.partition("?")[0]
        assert not address or any(route.fullmatch(path) for route in ROUTES)
    assert address_of(finding, may_fix=False) in OF_MANAGEMENT
