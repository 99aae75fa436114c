"""The text a class teacher begins with when telling parents what the journal offers (clause 6)."""

NOTICE_TEMPLATE = """\
Labdien!

Šajā mācību gadā mūsu klases mācību process, sasniegumi un kavējumi tiek ierakstīti elektroniskajā \
žurnālā. Tas ir arī skolas oficiālais saziņas kanāls ar vecākiem.

Žurnālā Jūs katru dienu redzat:
• dienasgrāmatu: stundas, tēmas un mājas darbus ar izpildes termiņu;
• vērtējumus un to nozīmi, kā arī svērto vidējo atzīmi;
• kavējumus.

Dienasgrāmata ir bez maksas. Paziņojumus var saņemt žurnālā, e-pastā vai īsziņā (SMS); to izvēlas \
katrs vecāks savā kontā, tiklīdz skola šo iespēju ir ieslēgusi.

Par bērna kavējumu, lūdzu, paziņojiet klases audzinātājam tajā pašā dienā.

Ja Jums nav piekļuves vai kaut kas nedarbojas, rakstiet man.

Klases audzinātājs
"""
"""Latvian, whatever the language of the screen: it is a letter of the school."""
