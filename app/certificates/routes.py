"""Where are certificates listed, downloaded, corrected, revoked and verified?"""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.policy import MEMBER, STAFF_ONLY
from app.certificates import actions, numbers, pdf, queries, words
from app.certificates.forms import RevocationForm
from app.certificates.queries import Shown
from app.certificates.rules import CertificateState
from app.core import mail
from app.core.access import PUBLIC, access
from app.core.db import transaction
from app.core.errors import Gone, NotFound
from app.core.i18n import language
from app.core.limits import Limit, take

VERIFICATIONS = Limit("verify address", 300, timedelta(minutes=10))
"""Generous: an employer may check a whole class from one network address."""

blueprint = Blueprint("certificates", __name__)


@blueprint.get("/certificates")
@access(MEMBER)
def mine() -> ResponseReturnValue:
    """List one's own certificates, and those that are being prepared."""
    return render_template(
        "certificates/mine.html",
        certificates=queries.of_person(current_user.id),
        preparing=queries.being_prepared(current_user.id),
        words=language(),
    )


@blueprint.get("/certificates/people/<int(max=2147483647):person_id>")
@access(STAFF_ONLY)
def of_person(person_id: int) -> ResponseReturnValue:
    """List the certificates of somebody within one's reach."""
    holder = queries.holder(current_user, person_id)
    return render_template(
        "certificates/of_person.html",
        holder=holder,
        certificates=queries.of_person(holder.id),
        words=language(),
    )


@blueprint.get("/certificates/<number>.pdf")
@access(MEMBER)
def download(number: str) -> ResponseReturnValue:
    """Give out the sheet, unless it has lost its worth."""
    found = queries.for_reader(current_user, number)
    if found.state is CertificateState.REVOKED:
        raise Gone(_("This certificate was revoked; its sheet is no longer given out."))
    if found.state is CertificateState.REPLACED:
        raise Gone(
            _("This certificate was replaced by %(number)s; please use the new one.",
              number=found.replaced_by)
        )  # fmt: skip
    response = Response(pdf.render_certificate(_sheet(found)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(found)}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/certificates/<number>/reissue")
@access(MEMBER)
def reissue(number: str) -> ResponseReturnValue:
    """Replace one's own certificate by one with one's present name."""
    found = queries.for_reader(current_user, number)
    if found.holder_id != current_user.id:
        raise NotFound
    with transaction() as session:
        new = actions.reissue(session, found.id)
    flash(
        _("The certificate %(number)s shows your present name. The old one no longer counts.",
          number=new.number),
        "success",
    )  # fmt: skip
    return redirect(url_for(".mine"))


@blueprint.route("/certificates/<number>/revoke", methods=["GET", "POST"])
@access(STAFF_ONLY)
def revoke(number: str) -> ResponseReturnValue:
    """Revoke a certificate for a reason."""
    found = queries.for_reader(current_user, number)
    if not found.revocable_by(current_user):
        raise NotFound
    form = RevocationForm()
    if not form.validate_on_submit():
        page = render_template(
            "certificates/revoke.html", form=form, certificate=found, words=language()
        )
        return page, 422 if form.is_submitted() else 200
    with transaction() as session:
        actions.revoke(session, found.id, current_user.id, form.reason.data or "")
    flash(_("The certificate %(number)s is revoked.", number=found.number), "success")
    return redirect(url_for(".of_person", person_id=found.holder_id))


@blueprint.get("/verify")
@access(PUBLIC)
def verify_form() -> ResponseReturnValue:
    """Ask for a number, and go to what is known of it."""
    typed = request.args.get("number", "")
    number = numbers.normalise(typed)
    if numbers.is_well_formed(number):
        return redirect(url_for(".verify", number=number))
    return render_template("certificates/verify_form.html", typed=typed.strip()[:80])


@blueprint.get("/verify/<number>")
@access(PUBLIC)
def verify(number: str) -> ResponseReturnValue:
    """Tell anyone what a certificate is worth."""
    canonical = numbers.normalise(number)
    if canonical != number and numbers.is_well_formed(canonical):
        return redirect(url_for(".verify", number=canonical))
    if numbers.is_well_formed(number):
        with transaction() as session:
            take(session, VERIFICATIONS, request.remote_addr or "", _too_many())
    found = queries.verify(number)
    if found is None:
        return render_template("certificates/unknown.html", typed=number[:80]), 404
    return render_template("certificates/verify.html", certificate=found, words=language())


def _too_many() -> str:
    return str(_("Very many certificates were checked from your network address."))


def _file_name(found: Shown) -> str:
    """Only letters, digits and hyphens: a slug and a number."""
    return f"{found.course.slug}-{found.number}.pdf"


def _sheet(found: Shown) -> pdf.CertificateView:
    spoken = found.course.spoken(found.language)
    return pdf.CertificateView(
        holder=found.holder,
        holder_latin=found.latin_holder or "",
        holder_country=found.course.country,
        course=found.course.title[spoken],
        summary=found.course.summary[spoken],
        objectives=tuple(one[spoken] for one in found.course.objectives),
        minutes=found.course.minutes,
        level=found.course.level,
        hs_edition=found.course.hs_edition,
        issuer=found.issuer,
        issued_on=found.issued_on,
        expires_on=found.expires_on,
        number=found.number,
        verification_url=mail.link(url_for(".verify", number=found.number)),
        language=cast("words.Language", spoken),
    )
