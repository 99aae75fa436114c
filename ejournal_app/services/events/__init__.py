"""Out-of-class events: proposed by a teacher, approved by the management (Regulation 11).

The teacher responsible says who takes part; from the approval on the participants show as taking
part in every lesson the event overlaps, and the class teacher need do nothing.
"""
