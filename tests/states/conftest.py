"""One server with the small demo school for all these tests; each leaves the school as it was."""

from collections.abc import Iterator

import pytest

from ejournal_app.serving.build import ensure_built
from tests.states.school import School, running_school


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    ensure_built()
    with running_school(tmp_path_factory.mktemp("school")) as running:
        yield running
