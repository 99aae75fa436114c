"""Whose address is counted and audited when proxies stand in front."""

from collections.abc import Iterator

import pytest

from ejournal_app.http.address import address_from, client_address
from ejournal_app.settings import get_settings


@pytest.fixture
def hops(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EJOURNAL_TRUSTED_PROXY_HOPS", str(request.param))
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (0, "1.1.1.1", "10.0.0.1"),
        (0, "", "10.0.0.1"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        (1, "", "10.0.0.1"),
        (1, "not an address", "10.0.0.1"),
        (2, "9.9.9.9, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "1.1.1.1:5000", "1.1.1.1"),
    ],
    indirect=["hops"],
)
@pytest.mark.usefixtures("hops")
def test_only_what_a_trusted_proxy_wrote_is_believed(forwarded: str, address: str) -> None:
    assert address_from(forwarded, "10.0.0.1") == address


@pytest.mark.parametrize("hops", [1], indirect=True)
@pytest.mark.usefixtures("hops")
def test_several_headers_count_as_one() -> None:
    scope = {
        "headers": [(b"x-forwarded-for", b"9.9.9.9"), (b"x-forwarded-for", b"1.1.1.1")],
        "client": ("10.0.0.1", 1),
    }
    assert client_address(scope) == "1.1.1.1"
    assert client_address({"headers": [], "client": None}) == ""
