"""Persons as the office enters them: reading a form, finding people entered before, writing."""
