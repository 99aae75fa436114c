"""Only the scripts of our own pages run."""

import base64
import hashlib
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from ejournal_app.http.app import wrap
from ejournal_app.http.content_policy import content_policy, hashes_in, pages_folder
from tests.http.browser import browser

PAGE = (
    '<html><script>let a = "ā";\r\nb</script><script src="/x.js"></script>'
    '<script type="module" async="">import "/y.js"</script></html>'
)


def hash_of(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def test_inline_scripts_are_known_by_what_the_browser_reads() -> None:
    assert list(hashes_in(PAGE)) == [hash_of('let a = "ā";\nb'), hash_of('import "/y.js"')]


def test_nothing_else_may_run() -> None:
    policy = content_policy(frozenset({"abc="}))
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert scripts == "script-src 'self' 'sha256-abc='"
    assert "object-src 'none'" in policy


async def test_the_pages_of_the_build_are_found_and_allowed(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "index.html").write_text("<script>1</script>")
    (tmp_path / "other" / "index.html").write_text("<script>2</script>")
    (tmp_path / "theme.css").write_text("p{}")
    app = Starlette(
        routes=[
            Mount("/_event", app=Starlette()),
            Mount("", StaticFiles(directory=tmp_path, html=True)),
        ]
    )
    assert pages_folder(Starlette(routes=[Mount("", app)])) == tmp_path
    assert pages_folder(Starlette()) is None
    async with browser(wrap(app)) as client:
        page = await client.get("/")
        again = await client.get("/", headers={"If-None-Match": page.headers["etag"]})
        other = (await client.get("/theme.css")).headers["content-security-policy"]
    policy = page.headers["content-security-policy"]
    assert f"'sha256-{hash_of('1')}'" in policy
    assert f"'sha256-{hash_of('2')}'" in policy
    assert "sha256" not in other
    assert again.status_code == 304
    assert again.headers["content-security-policy"] == policy
