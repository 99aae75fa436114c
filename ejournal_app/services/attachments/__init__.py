"""Documents of absences: a photo or PDF, kept in the database, served by our own route."""
