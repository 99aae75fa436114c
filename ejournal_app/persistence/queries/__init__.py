"""Reads that several services share; each returns plain values, never rows."""
