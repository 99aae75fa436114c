"""Building the front end and running the server: the only code that knows how Reflex is started."""
