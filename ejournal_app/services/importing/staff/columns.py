"""The columns of a list of staff, with the headings they are met under."""

from ejournal_app.services.importing.columns import Column

COLUMNS: tuple[Column, ...] = (
    Column("family_name", "Uzvārds", ("Darbinieka uzvārds",), required=True),
    Column("given_name", "Vārds", ("Vārdi", "Darbinieka vārds"), required=True),
    Column("code", "Personas kods", ("PK", "Darbinieka personas kods")),
    Column("email", "E-pasts", ("E-pasta adrese", "Epasts")),
    Column("phone", "Tālrunis", ("Telefons", "Mobilais tālrunis", "Mobilais")),
    Column("position", "Amats", ("Ieņemamais amats", "Amata nosaukums"), required=True),
    Column("kind", "Līguma veids", ("Veids",)),
    Column("number", "Līguma numurs", ("Līguma Nr.", "Darba līguma Nr.", "Nr."), required=True),
    Column(
        "starts_on",
        "Līgums no",
        ("Līguma sākums", "Līguma datums", "Darbā no", "Pieņemts darbā", "Sākuma datums"),
        required=True,
    ),
    Column("ends_on", "Līgums līdz", ("Līguma beigas", "Darbā līdz", "Beigu datums")),
    Column("roles", "Loma", ("Lomas", "Loma žurnālā", "Tiesības")),
)
