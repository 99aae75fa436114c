"""Numbers about several pupils that must not give one of them away."""

LEAST_TOLD = 5
"""So many pupils a number is told about at least."""


def may_be_told(pupils: int, known: int = 0) -> bool:
    """Tell whether a number about so many pupils may be shown to who sees some of them anyway.

    Those the reader does not see must be none or at least `LEAST_TOLD`: what is known of the
    others could be taken off the number.
    """
    unseen = pupils - known
    return pupils > 0 and (unseen == 0 or unseen >= LEAST_TOLD)
