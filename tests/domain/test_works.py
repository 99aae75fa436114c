"""What works are called, and which scales they may have."""

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.marks import Scale
from ejournal_app.domain.works import TITLE_LIMIT, allowed_scales, proposed_title


def test_a_work_is_named_after_the_topic_and_homework_after_its_text() -> None:
    assert proposed_title("test", " Daļas.  Atkārtojums ", "12. uzd.") == "Daļas. Atkārtojums"
    assert proposed_title("homework", "Daļas", "12. uzd.") == "12. uzd."
    assert proposed_title("homework", "Daļas", "  ") == "Daļas"


def test_a_long_text_is_cut_between_two_words() -> None:
    title = proposed_title("lesson", "vārds " * 50, "")
    assert title.endswith("vārds…")
    assert len(title) <= TITLE_LIMIT


@given(st.text(max_size=600), st.text(max_size=600), st.sampled_from(["test", "homework"]))
def test_a_proposed_title_always_fits(topic: str, homework: str, kind: str) -> None:
    title = proposed_title(kind, topic, homework)
    assert len(title) <= TITLE_LIMIT
    assert title == title.strip()


@given(st.sampled_from(Scale), st.none() | st.sampled_from(Scale))
def test_the_scales_of_the_grade_and_of_the_kind_are_always_allowed(
    grade: Scale, kind: Scale | None
) -> None:
    allowed = allowed_scales(grade, kind)
    assert grade in allowed
    assert kind is None or kind in allowed
    assert len(set(allowed)) == len(allowed)


def test_levels_are_for_the_grades_that_have_them() -> None:
    assert Scale.STAP not in allowed_scales(Scale.TEN_POINTS, None)
    assert Scale.TEN_POINTS not in allowed_scales(Scale.STAP, Scale.PERCENT)
