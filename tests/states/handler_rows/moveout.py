"""Taking the whole school out."""

from tests.states.rows import Row

ROWS = {"school_export.SchoolExport.enter": Row(open_to=frozenset({"virslietotajs"}))}
