"""What do the templates of questions write, without an application around them?"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parents[2] / "app" / "templates"


def page(macro: str, *values: object) -> str:
    """Return what a macro of quizzes/question.html writes."""
    return str(getattr(ENVIRONMENT.get_template("quizzes/question.html").module, macro)(*values))


def posted(html: str) -> dict[str, list[str]]:
    """Return what a browser would post of a form with this content, no button pressed."""
    form: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        kind = (re.findall(r' type="(\w+)"', tag) or ["text"])[0]
        if kind not in {"radio", "checkbox"} or " checked" in tag:
            name, value = (re.findall(rf' {one}="([^"]*)"', tag)[0] for one in ("name", "value"))
            form.setdefault(name, []).append(unescape(value))
    for tag, options in re.findall(r"(<select\b[^>]*>)(.*?)</select>", html, flags=re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        form[re.findall(r' name="([^"]*)"', tag)[0]] = chosen or [""]
    for tag, text in re.findall(r"(<textarea\b[^>]*>)(.*?)</textarea>", html, flags=re.DOTALL):
        form[re.findall(r' name="([^"]*)"', tag)[0]] = [unescape(text)]
    return form


def unlabelled(html: str) -> list[str]:
    """Return the controls of a page that have no name for those who do not see it."""
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    return [one for one in _controls(html) if not _has_name(one, html, labelled)]


def _controls(html: str) -> list[str]:
    return re.findall(r"<(?:input|select|textarea|button)\b[^>]*>", html)


def _has_name(control: str, html: str, labelled: set[str]) -> bool:
    inside = re.search(rf'<label class="option[^"]*">{re.escape(control)}', html) is not None
    own = any(
        one in control
        for one in ("aria-label=", "aria-labelledby=", 'type="hidden"', 'type="submit"', " hidden")
    )
    return inside or own or bool(labelled & set(re.findall(r' id="([^"]+)"', control)))


def _said(words: str, **values: object) -> str:
    """Words in English, with what stands in them."""
    return words % values if values else words


def _environment() -> Environment:
    """Return templates as the application has them, without the application."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(numberformat=str, points=str, said=_said)
    return made


ENVIRONMENT = _environment()
