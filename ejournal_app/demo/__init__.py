"""The demo school: a school of real size, the same for everybody on the same day.

`load.load_if_empty` fills an empty database; `logins` says how to get in, without a database.
"""
