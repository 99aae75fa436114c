"""The scheduler: what runs when, in the server's process or in one of its own."""
