"""The register of teachers' absences: who is away when and why (pedagogu prombūtnes, 12, 14).

The reason is for the clerk, the heads and the teacher concerned; it is in no notice, no log and no
entry of the audit trail.
"""
