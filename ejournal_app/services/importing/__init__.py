"""Taking files in: pupils from VIIS and the timetable (Regulation 7.5, 7.6).

A file is read into rows (`reading`), a package per kind of file makes a plan of what would change
and carries it out, and every applied plan can be taken back as a whole (`undoing`).
"""
