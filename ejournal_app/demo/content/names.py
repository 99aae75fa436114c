"""Given and family names as they are met in Latvia, of every community, parted by spaces."""

GIRLS = """
Marta Anna Sofija Emīlija Alise Elza Estere Paula Katrīna Elīna Adele Amēlija Madara Laura
Līva Rūta Agate Ance Annija Arta Aurēlija Baiba Beāte Betija Dārta Daniela Diāna Dita Dore
Eliza Elizabete Ella Emma Enija Ērika Estela Eva Evelīna Gabriela Gerda Grēta Hanna Helēna Ieva
Ilze Inga Jana Jasmīna Jete Johanna Justīne Karīna Karlīna Keita Keitija Klinta Krista Kristiāna
Kristīne Lauma Lelde Liene Linda Lote Luīze Loreta Maija Mare Marija Mia Megija Melānija Mētra
Mila Milana Monta Nikola Nora Odrija Olīvija Patrīcija Paulīna Rebeka Renāte Rēzija Roberta
Rota Sabīne Samanta Sanija Santa Selīna Signe Sindija Tīna Undīne Une Ursula Valērija Vanesa
Viktorija Zane Zelma Žanete Agnese Amanda Katrīne Māra Nadīna Terēze
Aleksandra Aļona Anastasija Angelina Arina Darja Darina Jekaterina Jeļena Jevgeņija Kira
Ksenija Lilija Marina Margarita Milena Nadežda Natālija Oksana Polina Snežana Stefānija
Svetlana Taisija Tatjana Uļjana Varvara Vasilisa Vera Veronika Viola Vlada Zlata Ždana
Solomija Bohdana Zoriana Gabija Ugne Agnieška Zofija Kamila Ruslana
"""

BOYS = """
Roberts Gustavs Markuss Ralfs Daniels Emīls Kārlis Jēkabs Adrians Aksels Alberts Aleksis
Andrejs Andris Ansis Armands Artis Arvis Augusts Bruno Dāvids Dāvis Didzis Dominiks Eduards
Edvards Edvīns Elvis Emils Endijs Eriks Ernests Fēlikss Fricis Gabriels Gatis Georgs Gints
Gvido Harijs Haralds Hugo Ivo Jānis Jāzeps Jurģis Justs Kalvis Kaspars Klāvs Klāss Krišjānis
Krišs Kristaps Kristers Kristiāns Kristofers Ksavers Lauris Leo Linards Lūkass Madars Mareks
Mārcis Mārtiņš Mārks Matīss Maikls Miķelis Mikus Niklāvs Nils Normunds Oskars Oto Oļegs Otto
Patriks Pauls Pēteris Raivis Raivo Reinis Renārs Ričards Rihards Rinalds Rainers Roans Rolands
Rūdis Rūdolfs Ruslans Sandis Sebastians Silvestrs Teodors Tomass Toms Uģis Valdis Valters
Viesturs Vilis Vilhelms Zigurds Zigmārs Ādams Ēriks Edgars Ingus Ojārs
Aleksandrs Aleksejs Antons Arsēnijs Artjoms Artūrs Bogdans Daniils Deniss Dmitrijs Fjodors
Gļebs Grigorijs Igors Iļja Ivans Jaroslavs Jegors Kirils Konstantīns Leonards Ļevs Makars
Maksims Matvejs Mihails Miroslavs Nikita Nikolajs Pāvels Platons Romāns Sergejs Staņislavs
Stepans Svjatoslavs Timofejs Timurs Vadims Viktors Vitālijs Vladislavs Vladimirs Vsevolods
Zahars Ostaps Tarass Bohdans Domants Jokubs Kšištofs Rafaels
"""

MOTHERS = """
Inese Līga Ilze Kristīne Sanita Anita Inga Zane Dace Agnese Evita Ieva Iveta Jolanta Sandra
Santa Aija Antra Arta Baiba Daina Elīna Gunta Guna Ilona Indra Ineta Jana Laila Laura Lāsma
Liene Linda Madara Maija Mairita Mārīte Monta Nora Olita Rita Ruta Sabīne Sarmīte Signe Silvija
Simona Sintija Solvita Una Vineta Vita Zaiga Žanna Aiga Aivita Andra Anda Krista Lelde
Olga Natālija Jeļena Svetlana Irina Tatjana Oksana Marina Jūlija Anna Viktorija Ļubova Ludmila
Larisa Galina Valentīna Alla Aļona Jekaterina Diāna Karīna Julita Danuta Halina Inna
"""

FATHERS = """
Jānis Andris Juris Edgars Māris Aivars Guntis Uldis Normunds Kaspars Aigars Ainārs Arnis Artis
Arturs Arvis Dainis Didzis Dzintars Edijs Egils Gatis Gints Gundars Ģirts Imants Ingus Ivars
Jurģis Kārlis Kristaps Lauris Mareks Mārtiņš Modris Nauris Oskars Pēteris Raimonds Raitis
Raivis Renārs Rihards Rolands Sandis Toms Valdis Valters Viesturs Vilnis Zintis Reinis
Aleksandrs Sergejs Andrejs Vladimirs Igors Dmitrijs Aleksejs Viktors Oļegs Jurijs Vadims Deniss
Maksims Pāvels Mihails Nikolajs Konstantīns Romāns Ruslans Vitālijs Jevgeņijs Anatolijs Eduards
"""

FAMILIES = """
Bērziņš Kalniņš Ozoliņš Jansons Ozols Krūmiņš Liepiņš Balodis Eglītis Zariņš Pētersons Vītols
Kļaviņš Kārkliņš Vanags Šmits Krastiņš Dzenis Lūsis Kalējs Roze Siliņš Briedis Lapiņš
Grīnbergs Kaņeps Bite Apinis Vilks Lācis Zvirbulis Celmiņš Ābele Ābols Āboliņš Avotiņš Auziņš
Bariņš Baumanis Bebris Beķeris Blūms Brūveris Burkāns Cauna Caune Cielavs Cīrulis Cukurs Dambis
Daukšs Dombrovskis Dreimanis Drozds Dūmiņš Eglājs Endziņš Ezeriņš Freimanis Fogels Gailis
Gailītis Gaitnieks Gibietis Grants Graudiņš Gredzens Grīslis Grūbe Gulbis Ģērmanis Hermanis
Irbe Jaunzems Jēkabsons Jermaks Jurševskis Kadiķis Kaktiņš Kalnbērziņš Kangars Kauliņš Krauklis
Kreicbergs Krievs Kronbergs Kukainis Kundziņš Kuplis Ķēniņš Ķirsis Lagzdiņš Laicāns Laukmanis
Lazdiņš Leimanis Leitis Lejnieks Lielmanis Liepa Lintiņš Lukstiņš Ļaksa Mednis Meiers Melderis
Melngailis Mežulis Miezis Mucenieks Muižnieks Mūrnieks Niedra Niedre Ņikitins Ošs Ozolnieks
Paegle Palejs Pauliņš Pērkons Piebalgs Plūme Podnieks Polis Priede Priedītis Pūce Pūpols
Putniņš Radziņš Rasa Ratnieks Reinfelds Riekstiņš Rītiņš Robežnieks Rozenbergs Rozītis Rubenis
Rudzītis Rumba Saulītis Saulietis Sīlis Skuja Skujiņš Smilga Spriņģis Stalts Stirna Straume
Strautiņš Strazdiņš Strazds Sudrabiņš Šteinbergs Švarcs Taube Teteris Tiltiņš Tīrums
Tomsons Treijs Upenieks Upītis Uzulnieks Vasiļevskis Vējš Veinbergs Vērdiņš Vilciņš Vilsons
Vīksna Vizulis Zālītis Zeltiņš Zemītis Zemnieks Ziediņš Zīle Zirnis Zuters Zvaigzne Zvejnieks
Žagars Žubītis Andersons Abramovs Aleksejevs Antonovs Bogdanovs Borisovs Fjodorovs Golubevs
Grigorjevs Ivanovs Jakovļevs Jefimovs Kazakovs Kirilovs Kozlovs Kuzņecovs Lebedevs Makarovs
Maksimovs Mihailovs Morozovs Nikitins Nikolajevs Orlovs Pavlovs Petrovs Popovs Romanovs
Semjonovs Sidorovs Smirnovs Sokolovs Solovjovs Stepanovs Tihonovs Vasiļjevs Vinogradovs Volkovs
Zaicevs Kovaļenko Ševčenko Bondarenko Tkačenko Kravčenko Moroz Petrovskis Kovaļevskis
Lisovskis Sadovskis Savickis Višņevskis Žukovskis Stankevičs Adamovičs
Jankevičs Tarasevičs Vaitkevičs
"""

TEACHERS_WOMEN = """
Ilze Inese Dace Līga Sandra Anita Ināra Aija Vita Gunita Skaidrīte Velta Inta Ārija Rasma Benita
Maruta Daina Dzintra Elga Gaida Ilga Irēna Ivita Janīna Laimdota Ligita Lolita Mudīte Ņina
Regīna Rudīte Rūta Sarmīte Silva Skaidra Tamāra Vija Vizma Zenta Zinta Žanna Evija Kristīna
Ludmila Olga Jeļena Natālija
"""

TEACHERS_MEN = """
Andris Juris Aldis Gunārs Ilmārs Visvaldis Leons Oļģerts Raitis Aivis Voldemārs Modris Ēvalds
Harijs Sergejs Vladimirs
"""
