"""What is kept of an uploaded file: the picture itself, by what is in it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.errors import Refused
from ejournal_app.services.attachments.content import document_of
from ejournal_app.services.attachments.kinds import MAX_BYTES
from ejournal_app.services.attachments.orientation import orientation_of
from ejournal_app.services.attachments.storing import file_name
from ejournal_app.services.setup.images import picture_of
from tests.support.documents import PDF, SECRET, jpeg, png_with_text, webp

BEHIND = b"<script>alert(1)</script>%PDF-1.7 PK\x03\x04"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (jpeg(), "image/jpeg"),
        (png_with_text(), "image/png"),
        (webp(), "image/webp"),
        (PDF, "application/pdf"),
    ],
)
def test_the_type_is_found_from_the_content(content: bytes, media_type: str) -> None:
    assert document_of(content).media_type == media_type


@pytest.mark.parametrize("content", [jpeg(), png_with_text(), webp()])
def test_a_picture_loses_where_it_was_taken_and_what_hangs_behind_it(content: bytes) -> None:
    kept = document_of(content + BEHIND).content
    assert SECRET in content
    assert SECRET not in kept
    assert b"<script>" not in kept
    assert document_of(kept).content == kept


def test_a_jpeg_stays_a_whole_picture_the_right_way_up() -> None:
    kept = document_of(jpeg(orientation=6)).content
    picture = picture_of(kept)
    assert picture is not None
    assert (picture.width, picture.height) == (16, 16)
    assert orientation_of(kept[6:40]) == 6


def test_a_webp_says_no_more_than_it_holds() -> None:
    kept = document_of(webp()).content
    assert kept[20] == 0
    assert int.from_bytes(kept[4:8], "little") == len(kept) - 8


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\x00", "empty"),
        (b"x" * (MAX_BYTES + 1), "too large"),
        (b"<svg onload='alert(1)'/>", "Choose a photo"),
        (b"<html>%PDF-1.7 %%EOF", "Choose a photo"),
        (b"%PDF-1.7 without an end", "Choose a photo"),
        (b"GIF89a" + bytes(40), "Choose a photo"),
        (jpeg()[:60], "Choose a photo"),
        (png_with_text()[:-20], "Choose a photo"),
        (webp()[:-20], "Choose a photo"),
        (b"PK\x03\x04" + bytes(40), "Choose a photo"),
        (bytes(4) + b"ftypheic" + bytes(40), "HEIC"),
    ],
)
def test_anything_else_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        document_of(content)
    assert words in refusal.value.message.msgid
    assert refusal.value.field == "file"


@given(st.sampled_from([jpeg(), png_with_text(), webp(), PDF]), st.data())
def test_a_damaged_file_is_kept_or_refused_and_nothing_else(
    whole: bytes, data: st.DataObject
) -> None:
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Refused):
        document_of(bytes(damaged[: data.draw(st.integers(0, len(damaged)))]))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("zīme.jpeg", "zīme.jpg"),
        ("..\\..\\C:\\zīme.exe", "zīme.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ('a"b<c>\r\n\u202egpj.exe', "abcgpj.jpg"),
        ("", "dokuments.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("x" * 300, "x" * 116 + ".jpg"),
    ],
)
def test_the_name_is_harmless_and_ends_as_the_file_really_is(said: str, kept: str) -> None:
    assert file_name(said, ".jpg") == kept
