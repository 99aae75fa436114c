"""What is asked of a list, as names and values of an address."""

from collections.abc import Mapping
from typing import Any

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.plain_text import is_plain

from .definition import ListQuery

SEARCH, SORT, PAGE = "meklet", "kartot", "lapa"
FILTER_PREFIX = "f_"
DESCENDING = "-"
_MOST_NAMES = 20
_LONGEST = 100
_MOST_PAGE_DIGITS = 5


def query_of(asked: Mapping[str, Any]) -> ListQuery:
    """Return what names and values ask for; Refused for what no page of ours sends."""
    texts = {
        name: value for name, value in asked.items() if isinstance(value, str) and is_plain(value)
    }
    longest = max((len(text) for pair in texts.items() for text in pair), default=0)
    if len(texts) < len(asked) or len(texts) > _MOST_NAMES or longest > _LONGEST:
        raise Refused(Message(N_("The program sent something unreadable. Reload the page.")))
    sort, page = texts.get(SORT, ""), texts.get(PAGE, "")
    is_number = page.isascii() and page.isdecimal() and len(page) <= _MOST_PAGE_DIGITS
    return ListQuery(
        search=texts.get(SEARCH, ""),
        sort=sort.removeprefix(DESCENDING),
        descending=sort.startswith(DESCENDING),
        filters={
            name.removeprefix(FILTER_PREFIX): value
            for name, value in texts.items()
            if name.startswith(FILTER_PREFIX) and value
        },
        page=int(page) if is_number else 1,
    )


def asked_of(query: ListQuery) -> dict[str, str]:
    """Return a query as names and values; what is usual is left out."""
    named = {
        SEARCH: query.search,
        SORT: (DESCENDING if query.descending else "") + query.sort,
        PAGE: str(query.page) if query.page > 1 else "",
        **{FILTER_PREFIX + key: value for key, value in query.filters.items()},
    }
    return {name: value for name, value in named.items() if value}
