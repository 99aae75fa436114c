"""One server with the small demo school for all these tests; each leaves the school as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ejournal_app.serving.build import ensure_built
from tests.states.school import School, running_school

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    ensure_built()
    with running_school(tmp_path_factory.mktemp("school")) as running:
        yield running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that use the server run in one process."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("event socket"))
