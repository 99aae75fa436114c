"""Real servers and real browsers for the tests."""
