"""Numbers the law sets for every school."""


def max_lessons(grade: int) -> int:
    """Return how many lessons a day a grade may have at most; ValueError outside 1–12."""
    if not 1 <= grade <= 12:
        raise ValueError("a grade is 1 to 12")
    if grade <= 3:
        return 5
    if grade <= 5:
        return 6
    return 7 if grade <= 7 else 8
