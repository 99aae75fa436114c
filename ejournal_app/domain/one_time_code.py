"""One-time codes people copy from paper: 60 bits in letters that are not taken for one another."""

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0 and O, no 1 and I."""
LENGTH = 12
GROUP = 4
BITS = LENGTH * 5
"""How much chance a code holds."""

_READ_AS = str.maketrans({"1": "L", "I": "L", "|": "L"})
_PASSED_OVER = frozenset(" -–—.\u00a0\t\r\n")


def code_of(number: int) -> str:
    """Return a number below 2 ** BITS as a code: `ABCD-EFGH-JKLM`."""
    if not 0 <= number < 1 << BITS:
        raise ValueError("A code holds a number of 60 bits.")
    signs = [ALPHABET[(number >> shift) & 31] for shift in range(BITS - 5, -1, -5)]
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str | None:
    """Return the code somebody typed as it was printed; None for what can be no code.

    Case, spaces and dashes do not matter, and what looks like another sign is read as that one.
    """
    if len(typed) > 4 * LENGTH:
        return None
    bare = "".join(sign for sign in typed.upper() if sign not in _PASSED_OVER)
    bare = bare.translate(_READ_AS)
    if len(bare) != LENGTH or any(sign not in ALPHABET for sign in bare):
        return None
    return "-".join(bare[at : at + GROUP] for at in range(0, LENGTH, GROUP))
