"""Colours can be read, icons exist, what the head names is there."""

import json
import re
import struct
from pathlib import Path

import pytest

from ejournal_app.components.head import STYLESHEETS, head_components
from ejournal_app.components.icons import ICON_NAMES

ASSETS = Path(__file__).parents[2] / "assets"

WORDS_ON = [
    ("text", "bg"),
    ("text", "surface"),
    ("text", "surface-2"),
    ("text", "raised"),
    ("muted", "bg"),
    ("muted", "surface"),
    ("muted", "surface-2"),
    ("accent", "bg"),
    ("accent", "surface"),
    ("accent", "surface-2"),
    ("accent-text", "accent"),
    ("accent-text", "accent-hover"),
    ("accent-ink", "accent-soft"),
    ("ok", "ok-soft"),
    ("ok", "surface"),
    ("warn", "warn-soft"),
    ("warn", "surface"),
    ("bad", "bad-soft"),
    ("bad", "surface"),
]


def tokens(selector: str) -> dict[str, str]:
    css = (ASSETS / "theme.css").read_text("utf-8")
    block = re.search(rf"^{re.escape(selector)} {{(.*?)^}}", css, re.MULTILINE | re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


THEMES = {"light": tokens(":root"), "dark": tokens(":root.dark")}


def luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_both_themes_define_the_same_colours() -> None:
    assert THEMES["light"].keys() == THEMES["dark"].keys()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("words", "ground"), WORDS_ON)
def test_words_can_be_read_on_their_ground(theme: str, words: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["bg", "surface"])
def test_edges_of_fields_can_be_seen(theme: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours["line-strong"], colours[ground]) >= 3


def test_every_icon_is_drawn_and_every_drawing_is_named() -> None:
    css = (ASSETS / "icons.css").read_text("utf-8")
    assert set(re.findall(r"^\.i-([\w-]+) ", css, re.MULTILINE)) == set(ICON_NAMES)


def test_every_colour_used_is_defined() -> None:
    css = "".join((ASSETS / sheet.lstrip("/")).read_text("utf-8") for sheet in STYLESHEETS)
    assert set(re.findall(r"var\(--([\w-]+)\)", css)) <= set(re.findall(r"--([\w-]+):", css))


def test_everything_the_head_and_the_theme_name_is_shipped() -> None:
    head = "".join(str(component) for component in head_components())
    css = (ASSETS / "theme.css").read_text("utf-8")
    paths = re.findall(r'(?:href|src):"(/[^"]+)"', head) + re.findall(r'url\("(/[^"]+)"\)', css)
    assert len(paths) > 5
    assert [path for path in paths if not (ASSETS / path.lstrip("/")).is_file()] == []


def test_the_manifest_names_icons_of_the_sizes_it_says() -> None:
    manifest = json.loads((ASSETS / "manifest.webmanifest").read_text("utf-8"))
    pictures = [entry for entry in manifest["icons"] if entry["type"] == "image/png"]
    assert {"192x192", "512x512"} <= {entry["sizes"] for entry in pictures}
    assert any(entry.get("purpose") == "maskable" for entry in pictures)
    for entry in pictures:
        header = (ASSETS / entry["src"].lstrip("/")).read_bytes()[:24]
        width, height = struct.unpack(">II", header[16:24])
        assert entry["sizes"] == f"{width}x{height}"
