"""The subjects Latvian schools teach, offered to a school that begins (Regulation 7.3)."""

SUBJECTS: tuple[tuple[str, str], ...] = (
    ("Latviešu valoda un literatūra", "Latv. val."),
    ("Matemātika", "Matem."),
    ("Angļu valoda", "Angļu val."),
    ("Vācu valoda", "Vācu val."),
    ("Krievu valoda", "Krievu val."),
    ("Spāņu valoda", "Spāņu val."),
    ("Dabaszinības", "Dabasz."),
    ("Bioloģija", "Biol."),
    ("Ķīmija", "Ķīm."),
    ("Fizika", "Fiz."),
    ("Ģeogrāfija", "Ģeogr."),
    ("Datorika", "Datorika"),
    ("Programmēšana", "Progr."),
    ("Inženierzinības", "Inž."),
    ("Sociālās zinības un vēsture", "Soc. zin. vēst."),
    ("Latvijas un pasaules vēsture", "Vēsture"),
    ("Sociālās zinības", "Soc. zin."),
    ("Vizuālā māksla", "Viz. māksla"),
    ("Mūzika", "Mūzika"),
    ("Teātra māksla", "Teātris"),
    ("Dizains un tehnoloģijas", "Dizains"),
    ("Sports un veselība", "Sports"),
    ("Projektu darbs", "Projekti"),
    ("Klases stunda", "Kl. st."),
)
"""Full and short names in the order of a report card."""
