"""Why a teacher asks to be away reaches that teacher and the office, on every page they open."""

import pytest

from tests.states.school import EVERYBODY, School
from tests.states.test_what_pages_receive import PAGES

ASKED = {"skolotajs": "Tālākizglītība Valmierā", "audzinatajs": "Bezalgas brīvdiena"}
"""What the two teachers of the demo school have written, the first one's still waiting."""
ANSWER = "Šajā nedēļā ir semestra noslēgums."
PLACES = (
    "/prombutnes",
    "/prombutnes/pieteikt",
    "/pasakumi",
    "/pasakumi/2",
    "/pazinojumi",
    "/daramais",
    "/dienasgramata",
)


@pytest.mark.parametrize("reader", sorted(EVERYBODY))
def test_a_request_reaches_its_teacher_and_the_office_only(school: School, reader: str) -> None:
    own = school.own
    with school.page_of(reader) as opened:
        for address in (*PAGES[reader], *PLACES):
            opened.open(address.format(journal=own.journal, lesson=own.lesson))
        sent = "".join(opened.texts)
    expected = {text for teacher, text in ASKED.items() if reader == teacher}
    if reader in {"lietvede", "vadiba"}:
        expected = {ASKED["skolotajs"]}
    assert {text for text in ASKED.values() if text in sent} == expected
    assert (ANSWER in sent) is (reader == "audzinatajs")


@pytest.mark.parametrize("reader", sorted(EVERYBODY))
def test_a_remark_of_an_event_reaches_those_who_run_it(school: School, reader: str) -> None:
    with school.page_of(reader) as opened:
        for address in ("/pasakumi", "/pasakumi/2", "/diena", "/dienasgramata"):
            opened.open(address)
        sent = "".join(opened.texts)
    assert ("Tikšanās 8.45" in sent) is (reader in {"skolotajs", "vadiba"})
