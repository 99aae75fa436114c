"""How people look for things in lists: by beginnings of words."""


def matches(text: str, search: str) -> bool:
    """Tell whether every word of the search begins some word of the text, in any case."""
    words = text.casefold().split()
    return all(any(word.startswith(part) for word in words) for part in search.casefold().split())
