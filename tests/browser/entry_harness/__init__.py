"""The harness of the entry components and its driver."""
