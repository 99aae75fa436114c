"""Names that go together: gender endings, families, user names."""

import unicodedata
from random import Random

from .content import names

# The first that fits: Petrovskis is an adjective, Jansone and Ratniece are usage.
_ENDINGS = (
    ("skis", "ska"),
    ("ckis", "cka"),
    ("sons", "sone"),
    ("nieks", "niece"),
    ("is", "e"),
)


def feminine(family_name: str) -> str:
    """Return the form of a family name that women bear: Bērziņš → Bērziņa, Lācis → Lāce."""
    for masculine, ending in _ENDINGS:
        if family_name.endswith(masculine):
            return family_name.removesuffix(masculine) + ending
    if family_name.endswith(("s", "š")):
        return family_name[:-1] + "a"
    return family_name


def username(given_name: str, family_name: str) -> str:
    """Return the user name of a person, without diacritics: anna.berzina."""
    return ".".join(_plain(part) for part in (given_name, family_name))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalpha())


class Cycle:
    """Gives out the items of a list in a random order, each before any comes again."""

    def __init__(self, items: str, random: Random) -> None:
        """Take items parted by spaces, once each however often they are listed."""
        self._items = sorted(set(items.split()))
        self._random = random
        self._left: list[str] = []

    def next(self) -> str:
        """Return the next item."""
        if not self._left:
            self._left = list(self._items)
            self._random.shuffle(self._left)
        return self._left.pop()


class NameBook:
    """Names of one kind of people, no two of whom have the same full name."""

    def __init__(
        self,
        random: Random,
        women: str,
        men: str,
        taken: set[tuple[str, str]] | None = None,
    ) -> None:
        """Take the given names of women and men; `taken` full names are never given out."""
        self._given = {True: Cycle(women, random), False: Cycle(men, random)}
        self.families = Cycle(names.FAMILIES, random)
        self.taken = taken if taken is not None else set()

    def given(self, family: str, *, is_woman: bool) -> tuple[str, str]:
        """Return given and family name of a member of a family (its masculine form)."""
        surname = feminine(family) if is_woman else family
        while True:
            name = self._given[is_woman].next(), surname
            if name not in self.taken:
                self.taken.add(name)
                return name
