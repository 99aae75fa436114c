"""Applications for absences (kavējumu pieteikumi): parents claim, the class teacher decides (11).

What is said in them is for the family, the class teacher and the management; it is in no notice,
no letter, no log and no entry of the audit trail. Whoever teaches the pupil learns that there is an
application, never why.
"""
