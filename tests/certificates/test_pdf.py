"""The certificate as readers and their software find it: typefaces, structure, text, code."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
import segno

from app.certificates import pdf as pdf_module
from app.certificates.pdf import CertificateView, UnsupportedCharacters, qr_svg, render_certificate
from app.core.errors import Invalid
from tests.certificates.reading import alternatives, embedded_fonts, opened, qr_modules, text

pytestmark = pytest.mark.pure

SHEET = {
    "IBMPlexSerif-Regular",
    "IBMPlexSerif-Italic",
    "IBMPlexSerif-SemiBold",
    "IBMPlexSans-Regular",
}
ENGLISH = CertificateView(
    holder="Amina Diallo",
    course="HS classification: foundations",
    summary="How six General Rules lead from the goods on the table to one subheading.",
    objectives=("Read a heading and its notes", "Apply the six General Rules in order"),
    minutes=270,
    level="foundation",
    issuer="Greenlane Academy",
    issued_on=date(2026, 11, 1),
    number="GL-2026-ZZVVW-N6H7B-H6J0J",
    verification_url="https://learn.example.org/verify/GL-2026-ZZVVW-N6H7B-H6J0J",
    language="en",
    hs_edition=2022,
    score_percent=88,
    expires_on=date(2029, 11, 1),
)
FRENCH = replace(
    ENGLISH,
    course="Classement dans le SH\u202f: les bases",
    summary="Comment six Règles générales mènent de la marchandise à une seule sous-position.",
    objectives=("Lire une position et ses notes", "Appliquer les six Règles dans leur ordre"),
    language="fr",
)
BOTH = pytest.mark.parametrize("view", (ENGLISH, FRENCH), ids=("en", "fr"))
LONG_NAME = "Maria Fernanda da Conceição Albuquerque de Vasconcelos e Sousa Montenegro-Castro"
LONG_TITLE = (
    "Évaluation en douane et détermination de la valeur transactionnelle des marchandises "
    "importées entre personnes liées\u00a0: approfondissement pour les bureaux régionaux"
)


@pytest.mark.parametrize(
    ("name", "country", "its_font"),
    (
        ("Amina Diallo", "", "IBMPlexSerif-Medium"),
        ("Nguyễn Thị Ánh Şükrü Łukasz", "", "IBMPlexSerif-Medium"),
        ("Əli Ḥasan Ṣāliḥ", "", "NotoSans-Regular"),
        ("Ελένη Παπαδοπούλου", "", "IBMPlexSans-Regular"),
        ("Дмитрий Кузнецов", "", "IBMPlexSerif-Medium"),
        ("محمد عبد الرحمن الأمين", "", "IBMPlexSansArabic-Medium"),
        ("نیک\u200cنام رضایی", "", "IBMPlexSansArabic-Medium"),
        ("अमित शर्मा", "", "NotoSans-Regular"),
        ("欧阳小明", "", "NotoSansCJKsc-Regular"),
        ("欧阳小明 Ouyang Xiaoming", "", "NotoSansCJKsc-Regular"),
        ("山田直子", "JP", "NotoSansCJKjp-Regular"),
        ("葛\U000e0100西すみれ", "", "NotoSansCJKjp-Regular"),
        ("김민수", "", "NotoSansCJKkr-Regular"),
        ("陳大文", "HK", "NotoSansCJKhk-Regular"),
    ),
)
def test_a_name_is_set_in_one_typeface_and_nothing_else_is_embedded(
    name: str, country: str, its_font: str
) -> None:
    made = render_certificate(replace(ENGLISH, holder=name, holder_country=country))

    assert embedded_fonts(made) == SHEET | {its_font}


def test_latin_form_stands_under_a_name_in_another_script() -> None:
    made = render_certificate(replace(ENGLISH, holder="欧阳小明", holder_latin="Ouyang Xiaoming"))

    assert "欧阳小明\nOuyang Xiaoming\n" in text(made)
    assert embedded_fonts(made) == SHEET | {"NotoSansCJKsc-Regular"}


def test_latin_form_equal_to_the_name_is_not_printed_twice() -> None:
    made = render_certificate(replace(ENGLISH, holder_latin="Amina  Diallo"))

    assert made == render_certificate(ENGLISH)


def test_name_in_a_script_without_typeface_is_printed_in_its_latin_form() -> None:
    made = render_certificate(replace(ENGLISH, holder="สมชาย ใจดี", holder_latin="Somchai Jaidee"))

    assert made == render_certificate(replace(ENGLISH, holder="Somchai Jaidee"))


@pytest.mark.parametrize(
    ("changed", "characters", "listed"),
    (
        (replace(ENGLISH, holder="สมชาย"), "สมชาย", "“ส” (U+0E2A), “ม” (U+0E21)"),
        (replace(ENGLISH, course="Origin 🙂"), "🙂", "lack “🙂” (U+1F642)."),
        (replace(FRENCH, issuer="מכס"), "מכס", "n’ont pas “מ” (U+05DE)"),
        (replace(FRENCH, objectives=("ქ",)), "ქ", "n’ont pas “ქ” (U+10E5)"),
    ),
)
def test_a_character_that_no_typeface_has_is_named(
    changed: CertificateView, characters: str, listed: str
) -> None:
    with pytest.raises(UnsupportedCharacters) as caught:
        render_certificate(changed)

    assert caught.value.characters == characters
    assert listed in caught.value.message
    assert isinstance(caught.value, Invalid)


def test_a_character_that_only_typesetting_finds_missing_is_named_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_module, "unsupported", lambda _text: "")

    with pytest.raises(UnsupportedCharacters) as caught:
        render_certificate(replace(ENGLISH, holder="Anna ก"))

    assert caught.value.characters == "ก"


def test_marks_that_override_the_direction_of_writing_are_left_out() -> None:
    made = render_certificate(replace(ENGLISH, holder="Amina \u202eDiallo\u2069\u0007"))

    assert made == render_certificate(ENGLISH)


@BOTH
def test_the_document_declares_and_carries_pdf_ua_1(view: CertificateView) -> None:
    document = opened(render_certificate(view))
    xmp = document.Root.Metadata.read_bytes().decode()

    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == view.language
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert document.Root.StructTreeRoot.Type == "/StructTreeRoot"
    assert str(document.docinfo["/Title"]).endswith(" – Amina Diallo")
    assert len(document.pages) == 1


def test_pictures_that_say_something_have_an_alternative_and_the_others_are_decoration() -> None:
    assert alternatives(render_certificate(ENGLISH)) == [
        f"QR code that opens {ENGLISH.verification_url}",
        f"Rosette of fine lines, drawn from the certificate number {ENGLISH.number}",
    ]


def test_the_english_sheet_reads_in_order() -> None:
    lines = text(render_certificate(ENGLISH)).split("\n")

    assert [line.strip(" ") for line in lines if line] == [
        "Certificate of completion",
        "This is to certify that",
        "Amina Diallo",
        "has completed the course",
        "HS classification: foundations",
        "How six General Rules lead from the goods on the table to one subheading.",
        "LEVEL",
        "Foundation",
        "WORKING TIME",
        "4\u00a0hours 30\u00a0minutes",
        "HARMONIZED SYSTEM",
        "2022 edition",
        "RESULT",
        "88%",
        "THE HOLDER CAN NOW",
        "–",
        "Read a heading and its notes",
        "–",
        "Apply the six General Rules in order",
        "ISSUED ON",
        "1 November 2026",
        "VALID UNTIL",
        "1 November 2029",
        "NUMBER",
        "GL-2026-ZZVVW-N6H7B-H6J0J",
        "Issued by Greenlane Academy.",
        "Greenlane is an independent product.",
        "VERIFY THIS CERTIFICATE",
        "learn.example.org/verify/GL-2026-ZZVVW-N6H7B-H6J0J",
        "Scan the code, or open the address and compare",
        "the name and the course.",
    ]


def test_the_french_sheet_speaks_french() -> None:
    lines = text(render_certificate(replace(FRENCH, expires_on=None))).split("\n")

    assert {
        "Certificat de réussite",
        "Il est certifié que",
        "a suivi avec succès le cours",
        "Classement dans le SH\u00a0: les bases",
        "4\u00a0heures 30\u00a0minutes",
        "Édition 2022",
        "88\u00a0%",
        "Le titulaire sait désormais".upper(),
        "1er novembre 2026",
        "Sans limite",
        "Délivré par\u00a0: Greenlane Academy.",
        "Greenlane est un produit indépendant.",
    } <= set(lines)


def test_what_a_course_does_not_have_leaves_no_trace() -> None:
    bare = replace(ENGLISH, hs_edition=None, score_percent=None, summary="", objectives=())

    words = text(render_certificate(bare))

    assert "HARMONIZED SYSTEM" not in words
    assert "RESULT" not in words
    assert "THE HOLDER CAN NOW" not in words


@pytest.mark.parametrize("scheme", ("https://learn.example.org", "http://127.0.0.1:8000"))
def test_the_qr_code_and_the_link_lead_to_the_verification_page(scheme: str) -> None:
    url = f"{scheme}/verify/GL-2026-ZZVVW-N6H7B-H6J0J"
    made = render_certificate(replace(ENGLISH, verification_url=url))
    expected = segno.make(url, error="m", micro=False).matrix

    assert qr_modules(made) == {
        (x, y) for y, row in enumerate(expected) for x, dark in enumerate(row) if dark
    }
    document = opened(made)
    assert [link.A.URI for link in document.pages[0].Annots.as_list()] == [url]


def test_the_code_keeps_four_quiet_modules_on_every_side() -> None:
    size = len(segno.make("https://a.example", error="m", micro=False).matrix)

    assert f'viewBox="0 0 {size + 8} {size + 8}"' in qr_svg("https://a.example")
    assert '"M4 4h1v1h-1z' in qr_svg("https://a.example")


@BOTH
@pytest.mark.parametrize("objectives", (1, 6, 40))
def test_the_longest_words_still_fit_on_one_sheet(view: CertificateView, objectives: int) -> None:
    long = replace(
        view,
        holder=LONG_NAME,
        holder_latin=LONG_NAME.replace("ç", "c"),
        course=LONG_TITLE,
        summary=view.summary * 6,
        objectives=(LONG_TITLE,) * objectives,
        issuer=LONG_TITLE,
        verification_url=f"https://{'apprentissage.' * 6}example.org/{view.number}",
    )

    made = render_certificate(long)

    assert len(LONG_NAME) == 80
    assert len(opened(made).pages) == 1
    assert view.number in text(made)


def test_an_endless_word_and_an_endless_summary_fit_too() -> None:
    endless = replace(ENGLISH, holder="W" * 80, course="W" * 120, summary="Words and words. " * 200)

    assert len(opened(render_certificate(endless)).pages) == 1


def test_a_specimen_says_so_first_and_for_every_reader() -> None:
    lines = text(render_certificate(replace(FRENCH, specimen=True))).split("\n")

    assert lines[0] == "Spécimen\u00a0: ceci n’est pas un certificat."
    assert "SPÉCIMEN" in lines
    assert "SPÉCIMEN" not in text(render_certificate(FRENCH))


def test_the_same_view_gives_the_same_bytes_on_every_thread() -> None:
    views = [replace(ENGLISH, holder=f"Amina {number}") for number in range(3)] * 3
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(render_certificate, views))

    assert made[:3] == made[3:6] == made[6:]
    assert len(set(made)) == 3
