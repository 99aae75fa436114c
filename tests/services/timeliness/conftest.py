"""The tiny school, for every test here that asks for it."""

from tests.support.school import school

__all__ = ["school"]
