"""A page that comes back after a broken line is not made to draw its forms anew.

Nothing was changed between two openings of a page, so what is sent differently the second time is
there to begin a form anew, whatever it is called; what was typed into the form would be gone. A
handler that fills a page names it (`states/resuming.py`).
"""

from collections.abc import Iterator
from typing import Any

from ejournal_app.pages import PAGES
from ejournal_app.states.record_list import RecordList
from ejournal_app.states.shell import Shell
from tests.states.school import School
from tests.support.events import ROOT_STATE, EventSocket, handler_name

ROWS = {
    "year": "school_year",
    "subject": "subject",
    "person": "person",
    "absence": "teacher_absence",
    "programme": "programme",
    "achievement": "achievement",
    "run": "import_run",
    "group": "study_group",
    "school_class": "school_class",
    "klase": "school_class",
    "substitution": "substitution",
    "event": "school_event",
    "note": "absence_note",
}
"""Parts of addresses, and the table whose first row is shown."""

NO_FORMS = frozenset({"draft", "message", "owner", "work"})
"""Parts of addresses the demo has nothing for, or that lead to pages without a form."""

_WHOLE = 20
"""More states than handlers of a page change: the whole state, sent before they run."""

Values = dict[tuple[str, str], Any]


def test_a_page_that_comes_back_begins_no_form_anew(school: School) -> None:
    again: dict[str, set[str]] = {}
    everything = list(addresses(school))
    assert len(everything) > 50
    for address in everything:
        # Each with a state of its own, as after a restart: what another page left proves nothing.
        with school.page_of("virslietotajs") as opened:
            first = filled(opened, address)
            second = filled(opened, address, resumes=True)
        again[address] = {
            f"{state.rpartition('___')[2]}.{name}"
            for (state, name), value in second.items()
            if first.get((state, name)) != value
        }
    assert {address: names for address, names in again.items() if names} == {}


def test_a_page_that_is_opened_anew_begins_its_forms_anew(school: School) -> None:
    key = (handler_name("setup_year.SetupYear", "").rstrip("."), "key_rx_state_")
    address = "/iestatijumi/gads/1"
    with school.page_of("virslietotajs") as opened:
        first = filled(opened, address)
        assert key not in filled(opened, address, resumes=True)
        filled(opened, "/iestatijumi/gadi")
        assert filled(opened, address)[key] != first[key]
    with school.page_of("virslietotajs") as after_restart:
        assert key not in filled(after_restart, address, resumes=True)


def addresses(school: School) -> Iterator[str]:
    """The pages that may have a form."""
    known = vars(school.own)
    for page in PAGES:
        parts = [part[1:-1] for part in page.route.split("/") if part.startswith("[")]
        only_a_list = page.on_load[1:] == [RecordList.enter]
        if page.on_load[:1] != [Shell.enter] or only_a_list or NO_FORMS.intersection(parts):
            continue
        address = page.route
        for part in parts:
            row = known.get(part) or school.one(f"SELECT min(id) FROM {ROWS[part]}")
            address = address.replace(f"[{part}]", str(row))
        if "None" not in address:
            yield address


def filled(opened: EventSocket, address: str, *, resumes: bool = False) -> Values:
    """What the handlers of a page send, by state and name; the state sent before is not theirs."""
    place = {"pathname": address, "asPath": address, "query": {}, "resumes": resumes}
    start = len(opened.updates)
    opened.send(f"{ROOT_STATE}.hydrate_and_load", router_data=place)
    opened.wait_for(_is_filled)
    found: Values = {}
    for update in opened.updates[start:]:
        delta = update.get("delta") or {}
        if len(delta) > _WHOLE:  # news of what was open before may come ahead of it
            continue
        for state, changes in delta.items():
            if ".ejournal_app___states___" in state:
                found |= {(state, name): value for name, value in changes.items()}
    return found


def _is_filled(update: dict[str, Any]) -> bool:
    root = (update.get("delta") or {}).get(ROOT_STATE, {})
    return root.get("is_hydrated_rx_state_") is True
