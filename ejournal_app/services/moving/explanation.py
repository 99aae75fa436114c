"""The text that lies beside the files of an export."""

EXPLANATION = """\
eŽurnāls: visa skola atvērtos failos

json/    katra tabula kā JSON masīvs, viena rinda vienā rindiņā; no tā skolu var ielādēt atpakaļ
csv/     tās pašas tabulas izklājlapām (UTF-8, komats); šūnām, kas sāktos ar = + - @, priekšā ir '
files/   glabātie faili tādi, kādi tie izdoti vai augšupielādēti
schema.json    ko nozīmē katra tabula un katra kolonna, un uz ko tā norāda
manifest.json  kad un no kuras versijas tas izvests, rindu skaits un SHA-256 katrai tabulai

Ielādēt tukšā instalācijā:  python -m ejournal_app load-school FAILS.zip

Šeit ir personas dati, vērtējumi un paroļu nospiedumi (argon2; pašu paroļu nekur nav).
Glabājiet failu tikpat droši kā pašu žurnālu.

--------------------------------------------------------------------------------

eŽurnāls: the whole school as open files

json/    each table as a JSON array, one row a line; the school can be loaded back from it
csv/     the same tables for spreadsheets (UTF-8, comma); a cell that would begin with = + - @
         has a ' in front
files/   kept files as they were issued or uploaded
schema.json    what every table and column means and refers to
manifest.json  when and by which version this was made, rows and SHA-256 of each table

Load into an empty installation:  python -m ejournal_app load-school FILE.zip

This holds personal data, marks and password hashes (argon2; passwords themselves are nowhere).
Keep the file as safe as the journal itself.
"""
