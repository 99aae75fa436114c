"""Lists people work with: searched, sorted in Latvian, filtered, paged and exported on the server.

A list is a definition (`definition.py`) kept beside its subject and named in `registry.py`.
"""
