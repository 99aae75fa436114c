"""The strip about a renewed server speaks the page's language."""

import pytest

from ejournal_app.serving.new_version import with_own_words

SOURCE = 'banner.append("A new version of this app is available.");\nb.textContent = "Reload";\n'


def test_the_strip_speaks_latvian_and_english() -> None:
    changed = with_own_words(SOURCE)
    assert "eŽurnāls ir atjaunināts." in changed
    assert "eŽurnāls has been renewed." in changed
    assert "A new version of this app" not in changed


def test_a_source_that_has_our_words_stays_as_it_is() -> None:
    changed = with_own_words(SOURCE)
    assert with_own_words(changed) == changed


def test_a_changed_framework_stops_the_build() -> None:
    with pytest.raises(RuntimeError, match="adapt"):
        with_own_words("nothing of the kind")
