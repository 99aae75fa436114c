"""Measures of speed named in the README; run with `make bench`. Never part of the tests."""
