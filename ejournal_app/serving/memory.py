"""Memory of a process that serves: what is there for good is not searched for rubbish."""

import gc

_NEW_OBJECTS = 50_000
"""How many objects come before the youngest are looked through; 700 stops a page many times."""


def settle() -> None:
    """Leave what a started process holds out of every later search for unused objects.

    The framework, the pages' states and the catalogues are a few hundred thousand objects that live
    as long as the process. A search through all of them, in the middle of whatever is being
    answered, takes longer than the answer.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
