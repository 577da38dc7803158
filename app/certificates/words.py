"""Which words stand on a certificate, in each of its languages?

A table of its own and not the page's translations: a certificate is made in its holder's language,
whoever asks for it, and must read the same for ever.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final, Literal

from babel.dates import format_date
from babel.numbers import format_percent
from babel.units import format_unit

Language = Literal["en", "fr"]
Level = Literal["foundation", "intermediate", "advanced"]


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words; `{…}` are filled in. A no-break space stands where French wants one."""

    title: str
    certifies: str
    completed: str
    objectives: str
    level: str
    duration: str
    edition: str
    edition_of: str
    result: str
    issued: str
    expires: str
    no_expiry: str
    number: str
    verify: str
    verify_how: str
    rosette: str
    code: str
    issued_by: str
    independent: str
    specimen: str
    specimen_note: str
    foundation: str
    intermediate: str
    advanced: str
    cannot_print: str

    def level_of(self, level: Level) -> str:
        """Return a course's level in words."""
        return {
            "foundation": self.foundation,
            "intermediate": self.intermediate,
            "advanced": self.advanced,
        }[level]


WORDS: Final[dict[Language, Words]] = {
    "en": Words(
        title="Certificate of completion",
        certifies="This is to certify that",
        completed="has completed the course",
        objectives="The holder can now",
        level="Level",
        duration="Working time",
        edition="Harmonized System",
        edition_of="{year} edition",
        result="Result",
        issued="Issued on",
        expires="Valid until",
        no_expiry="No expiry",
        number="Number",
        verify="Verify this certificate",
        verify_how="Scan the code, or open the address and compare the name and the course.",
        rosette="Rosette of fine lines, drawn from the certificate number {number}",
        code="QR code that opens {url}",
        issued_by="Issued by {issuer}.",
        independent="Greenlane is an independent product.",
        specimen="SPECIMEN",
        specimen_note="Specimen: this is not a certificate.",
        foundation="Foundation",
        intermediate="Intermediate",
        advanced="Advanced",
        cannot_print=(
            "The certificate cannot be printed: its typefaces lack {characters}. Give the name "
            "and the course in letters of the Latin, Greek, Cyrillic, Arabic, Devanagari, "
            "Chinese, Japanese or Korean script, or add a Latin form of the name."
        ),
    ),
    "fr": Words(
        title="Certificat de réussite",
        certifies="Il est certifié que",
        completed="a suivi avec succès le cours",
        objectives="Le titulaire sait désormais",
        level="Niveau",
        duration="Temps de travail",
        edition="Système harmonisé",
        edition_of="Édition {year}",
        result="Résultat",
        issued="Délivré le",
        expires="Valable jusqu’au",
        no_expiry="Sans limite",
        number="Numéro",
        verify="Vérifier ce certificat",
        verify_how="Scannez le code, ou ouvrez l’adresse et comparez le nom et le cours.",
        rosette="Rosace de lignes fines, tracée à partir du numéro de certificat {number}",
        code="Code QR qui ouvre {url}",
        issued_by="Délivré par\u00a0: {issuer}.",
        independent="Greenlane est un produit indépendant.",
        specimen="SPÉCIMEN",
        specimen_note="Spécimen\u00a0: ceci n’est pas un certificat.",
        foundation="Fondamental",
        intermediate="Intermédiaire",
        advanced="Avancé",
        cannot_print=(
            "Le certificat ne peut pas être imprimé\u00a0: ses polices n’ont pas {characters}. "
            "Écrivez le nom et le cours en caractères latins, grecs, cyrilliques, arabes, "
            "devanagari, chinois, japonais ou coréens, ou ajoutez une forme latine du nom."
        ),
    ),
}

_DATES: Final[dict[Language, str]] = {"en": "en_GB", "fr": "fr"}


def as_dict(language: Language) -> dict[str, str]:
    """Return the words of a language by their names, as the template takes them."""
    return asdict(WORDS[language])


def day(value: date, language: Language) -> str:
    """Return a date in full, day first; French writes "1er", which Babel leaves out."""
    written = format_date(value, "long", locale=_DATES[language])
    return written.replace("1 ", "1er ", 1) if language == "fr" and value.day == 1 else written


def duration(minutes: int, language: Language) -> str:
    """Return working time in hours and minutes, leaving out noughts; units stay with numbers."""
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "duration-hour"), (rest, "duration-minute")]
    written = (format_unit(number, unit, locale=language) for number, unit in parts if number)
    return " ".join(part.replace(" ", "\u00a0") for part in written)


def percent(value: int, language: Language) -> str:
    """Return a score out of a hundred with the language's percent sign."""
    return format_percent(value / 100, locale=language)
