"""What do the pages of a course show, frozen, in every language?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.catalogue.content.outline import outline_of
from app.catalogue.content.render_questions import bank_of
from app.catalogue.content.version import MediaFile, RenderedLesson, Version
from app.core.markdown import LABELS, ImageFile, Library, TermCard, render_inline, render_lesson
from app.core.svg import read_diagram

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.catalogue.content.model import Course, Drawing, Lesson, Picture, Term
    from app.core.markdown.page import Draw
    from app.core.svg import Diagram


def sibling_href(lesson_id: str) -> str:
    """Return a lesson's address relative to another lesson's, wherever the course is shown."""
    return f"./{lesson_id}"


def render_course(course: Course, lesson_href: Callable[[str], str] = sibling_href) -> Version:
    """Render a course that was read without faults; the same course gives the same version."""
    diagrams = {name: read_diagram(d.source)[0] for name, d in course.drawings.items()}
    hrefs = {lesson.id: lesson_href(lesson.id) for lesson in course.lessons()}
    media = {name: _media_file(picture) for name, picture in course.pictures.items()}
    images = {name: _image(picture, media[name]) for name, picture in course.pictures.items()}
    libraries = {
        language: Library(
            images=images,
            drawings=_draws(course.drawings, diagrams, language),
            terms={name: _card(term, language) for name, term in course.terms.items()},
            lessons=hrefs,
            heights=_heights(images, diagrams),
        )
        for language in course.languages
    }
    return Version(
        slug=course.slug,
        content_hash=course.content_hash,
        outline=outline_of(course),
        bank=bank_of(course, libraries),
        lessons=tuple(
            _lesson(lesson, language, library)
            for language, library in libraries.items()
            for lesson in course.lessons()
        ),
        media=tuple(media.values()),
    )


def _lesson(lesson: Lesson, language: str, library: Library) -> RenderedLesson:
    words, labels = lesson.words[language], LABELS[language]
    rendered = render_lesson(words.body, labels, library)
    return RenderedLesson(
        lesson_id=lesson.id,
        language=language,
        title=words.title,
        summary=words.summary,
        minutes=lesson.minutes,
        sources=tuple(render_inline(source, labels) for source in words.sources),
        segments=rendered.segments,
        toc=rendered.toc,
        text=rendered.text,
    )


def _media_file(picture: Picture) -> MediaFile:
    return MediaFile(picture.sha256, picture.name, picture.content_type, picture.data)


def _image(picture: Picture, file: MediaFile) -> ImageFile:
    return ImageFile(file.path, picture.width, picture.height)


def _heights(
    images: Mapping[str, ImageFile], diagrams: Mapping[str, Diagram | None]
) -> dict[str, int]:
    heights = {name: max(1, round(1000 * one.height / one.width)) for name, one in images.items()}
    return heights | {name: one.height for name, one in diagrams.items() if one is not None}


def _draws(
    drawings: Mapping[str, Drawing], diagrams: Mapping[str, Diagram | None], language: str
) -> dict[str, Draw]:
    return {
        name: partial(diagram.markup, drawings[name].words.get(language, {}))
        for name, diagram in diagrams.items()
        if diagram is not None
    }


def _card(term: Term, language: str) -> TermCard:
    return TermCard(term.term[language], term.definition[language])
