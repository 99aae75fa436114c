"""Lists and the hub."""

from tests.states.rows import Row
from tests.states.school import READS_EVERYTHING

ROWS = {
    "hub.Hub.enter": Row(open_to=READS_EVERYTHING | {"lietvede"}),
    # Which list is whose: tests/services/lists.
    "record_list.RecordList.enter": Row(path=lambda _own: "/skoleni"),
    "record_list.RecordList.ask": Row(
        arguments=lambda _school: {
            "key": "skoleni",
            "query": {"lapa": "2"},
            "name": "meklet",
            "value": "an",
        },
    ),
    "record_list.RecordList.clear": Row(arguments=lambda _school: {"key": "skoleni"}),
}
