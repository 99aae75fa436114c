"""The school's data and logo."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.errors import Forbidden, Refused
from ejournal_app.services.setup.images import picture_of
from ejournal_app.services.setup.logo import MAX_BYTES, logo, remove_logo, save_logo
from ejournal_app.services.setup.school_data import SchoolData, save_school, school_page
from tests.support.school import TinySchool
from tests.support.trail import trail

DATA = SchoolData(
    name="Paraugskola",
    registration_number="40003456789",
    address="Skolas iela 1, Rīga",
    phone="+371 67000000",
    email="skola@example.lv",
    website="https://www.example.lv",
    director_name="Ilze Kalniņa",
)


def png(width: int = 2, height: int = 2) -> bytes:
    """A picture of one colour."""

    def part(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"\x00" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", lines) + part(b"IEND", b"")


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00"
    b"\xff\xda\x00\x02x\xff\xd9"
)


def test_the_data_are_kept_and_the_trail_says_what_changed(school: TinySchool) -> None:
    save_school(school.actors.superuser, DATA)
    assert school_page(school.actors.superuser).data == DATA
    (entry,) = [one for one in trail() if one.entity == "school"]
    assert entry.after is not None
    assert "name" not in entry.after
    assert entry.after["director_name"] == "Ilze Kalniņa"
    save_school(school.actors.superuser, DATA)
    assert len([one for one in trail() if one.entity == "school"]) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("registration_number", "12AB"),
        ("email", "skola@"),
        ("website", "nav tādas"),
        ("address", "x" * 301),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    school: TinySchool, field: str, value: str
) -> None:
    data = {name: getattr(DATA, name) for name in SchoolData.__slots__} | {field: value}
    with pytest.raises(Refused) as refusal:
        save_school(school.actors.superuser, SchoolData(**data))
    assert refusal.value.field == field
    assert school_page(school.actors.superuser).data.phone == ""


def test_a_logo_is_seen_by_everybody_until_it_is_removed(school: TinySchool) -> None:
    superuser, parent = school.actors.superuser, school.actors.parent
    with pytest.raises(Forbidden):
        logo(parent)
    save_logo(superuser, JPEG)
    save_logo(superuser, png())
    assert (logo(parent).media_type, logo(parent).content) == ("image/png", png())
    assert school_page(superuser).logo_hash
    remove_logo(superuser)
    with pytest.raises(Forbidden):
        logo(parent)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png()[:-1],
        png() + b"<script>",
        png().replace(b"IDAT", b"IDAX"),
        png(5000, 1),
        b"\xff\xd8\xff\xd9",
        JPEG[:-2],
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 8,
        png() + b"\x00" * MAX_BYTES,
    ],
)
def test_what_is_no_fitting_picture_is_refused(school: TinySchool, content: bytes) -> None:
    with pytest.raises(Refused):
        save_logo(school.actors.superuser, content)
    assert school_page(school.actors.superuser).logo_hash == ""


def test_pictures_are_known_by_their_content() -> None:
    for content, size in ((png(3, 7), (3, 7)), (JPEG, (32, 16))):
        picture = picture_of(content)
        assert picture is not None
        assert (picture.width, picture.height) == size


@given(st.binary(max_size=300), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]))
def test_any_bytes_are_answered_without_failing(content: bytes, begins: bytes) -> None:
    picture = picture_of(begins + content)
    assert picture is None or min(picture.width, picture.height) > 0
