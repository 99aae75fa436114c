"""Names stand in the order of the Latvian alphabet, classes by their numbers."""

from hypothesis import given
from hypothesis import strategies as st

from ejournal_app.domain.collation import person_key, sort_key

ALPHABET = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"

words = st.text(alphabet=ALPHABET, max_size=12)


def ordered(texts: list[str]) -> list[str]:
    return sorted(texts, key=sort_key)


def test_the_alphabet_is_in_its_own_order() -> None:
    assert ordered(sorted(ALPHABET)) == list(ALPHABET)
    assert ordered(sorted(ALPHABET.upper())) == list(ALPHABET.upper())


def test_letters_with_marks_come_after_their_plain_ones() -> None:
    names = [
        "Čakste",
        "Celmiņš",
        "Ābele",
        "Bērziņš",
        "Zvirbulis",
        "Avotiņš",
        "Šmits",
        "Sils",
        "Žagars",
    ]
    assert ordered(names) == [
        "Avotiņš",
        "Ābele",
        "Bērziņš",
        "Celmiņš",
        "Čakste",
        "Sils",
        "Šmits",
        "Zvirbulis",
        "Žagars",
    ]


def test_a_shorter_surname_comes_before_a_longer_one() -> None:
    assert ordered(["Bērziņa Anna", "Bērza Zane", "Bērz Žanis"]) == [
        "Bērz Žanis",
        "Bērza Zane",
        "Bērziņa Anna",
    ]


def test_people_go_by_surname_then_given_names() -> None:
    people = [("Ozols", "Zane"), ("Ozola", "Žanna"), ("OZOLS", "Anna")]
    assert sorted(people, key=lambda person: person_key(*person)) == [
        ("Ozola", "Žanna"),
        ("OZOLS", "Anna"),
        ("Ozols", "Zane"),
    ]


def test_class_two_comes_before_class_ten() -> None:
    assert ordered(["10.a", "2.b", "1.c", "12.a", "2.a"]) == ["1.c", "2.a", "2.b", "10.a", "12.a"]


def test_foreign_letters_stand_beside_what_they_are_read_as() -> None:
    assert ordered(["Zorn", "Müller", "Muska", "Mulder"]) == ["Mulder", "Müller", "Muska", "Zorn"]
    assert ordered(["Vītols", "Williams", "Zariņš"]) == ["Vītols", "Williams", "Zariņš"]


def test_case_spaces_and_composition_make_no_difference() -> None:
    assert sort_key("  ābele   ANNA ") == sort_key("Ābele Anna")
    assert sort_key("A\u0304bele") == sort_key("Ābele")


@given(words, words)
def test_first_differing_letter_decides(one: str, other: str) -> None:
    by_alphabet = [[ALPHABET.index(letter) for letter in word] for word in (one, other)]
    assert (sort_key(one) < sort_key(other)) == (by_alphabet[0] < by_alphabet[1])


@given(st.text(), st.text(), st.text())
def test_any_texts_can_be_put_in_order(one: str, two: str, three: str) -> None:
    low, middle, high = sorted([sort_key(one), sort_key(two), sort_key(three)])
    assert low <= middle <= high
    assert low <= high
    assert (sort_key(one) < sort_key(two)) + (sort_key(one) > sort_key(two)) + (
        sort_key(one) == sort_key(two)
    ) == 1
