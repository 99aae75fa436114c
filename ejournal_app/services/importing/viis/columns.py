"""The columns of a VIIS list of pupils, with the headings they are met under."""

from ejournal_app.services.importing.columns import Column

GUARDIANS = (1, 2)
"""A row has room for so many guardians."""


def _guardian_columns(number: int) -> tuple[Column, ...]:
    """Return the columns of one guardian; the first one's headings also go without a number."""

    def column(key: str, title: str, *aliases: str) -> Column:
        own = f"{number}. pārstāvja {title}"
        others = [f"pārstāvja {number} {title}", f"{number}. pārstāvis {title}"]
        others += [f"{number}. pārstāvja {alias}" for alias in aliases]
        if number == GUARDIANS[0]:
            others += [f"pārstāvja {name}" for name in (title, *aliases)]
        return Column(f"guardian{number}_{key}", own, tuple(others))

    return (
        column("code", "personas kods", "pk"),
        column("family_name", "uzvārds"),
        column("given_name", "vārds"),
        column("kind", "veids", "statuss"),
        column("email", "e-pasts", "e-pasta adrese"),
        column("phone", "tālrunis", "telefons", "mobilais tālrunis"),
    )


COLUMNS: tuple[Column, ...] = (
    Column("code", "Personas kods", ("PK", "Izglītojamā personas kods"), required=True),
    Column("family_name", "Uzvārds", ("Izglītojamā uzvārds",), required=True),
    Column("given_name", "Vārds", ("Vārdi", "Izglītojamā vārds"), required=True),
    Column("birth_date", "Dzimšanas datums", ("Dzim. datums", "Dzimis"), required=True),
    Column("class", "Klase", ("Klase/grupa", "Klase, grupa", "Klases nosaukums"), required=True),
    Column(
        "programme",
        "Izglītības programmas kods",
        ("Programmas kods", "IP kods", "Izglītības programma"),
        required=True,
    ),
    Column(
        "order_number",
        "Uzņemšanas rīkojuma Nr.",
        ("Rīkojuma Nr.", "Rīkojuma numurs", "Uzņemšanas rīkojuma numurs"),
        required=True,
    ),
    Column(
        "order_date",
        "Uzņemšanas rīkojuma datums",
        ("Rīkojuma datums",),
        required=True,
    ),
    Column(
        "effective",
        "Uzņemts no",
        ("Uzņemšanas datums", "Uzņemts ar", "Uzņemts"),
        required=True,
    ),
    Column("previous_code", "Iepriekšējais personas kods", ("Iepriekšējais PK",)),
    *(column for number in GUARDIANS for column in _guardian_columns(number)),
)
