"""How does somebody answer a question of any type, by keyboard alone or without scripts?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from playwright.sync_api import Locator, Page, expect

from app.quizzes.nomenclature import hs2022
from tests.browser.answering import order

Fields = Mapping[str, Sequence[str]]
HERE = "document.activeElement"
NAMES = "form => [...new Set([...form.elements].map(one => one.name))]"
STEPS_OF_AN_ARROW = 12
# Whether something else lies over the whole of what has the focus, as a bar that stays might.
COVERED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const x = [.1, .5, .9].map(share => box.left + share * box.width);
  const y = [.1, .5, .9].map(share => box.top + share * box.height);
  const mine = seen => seen && (one.contains(seen) || seen.contains(one));
  return !x.some(left => y.some(top => mine(document.elementFromPoint(left, top))));
}"""


def by_keyboard(page: Page, form: Locator, fields: Fields) -> None:
    """Give the answer that these fields are with Tab, the arrows, the space bar and Enter."""
    if form.locator("[data-ordering]").count():
        put_in_order(page, form, fields["answer"])
        return
    if form.locator("[data-hs]").count():
        _walk(page, form, fields["path"][0])
    for name, values in _to_give(form, fields):
        field = f"{_id(form)} [name='{name}']"
        kind = form.locator(f"[name='{name}']").first.evaluate("one => one.type")
        _WAYS.get(kind, write)(page, field, values)


def choose(page: Page, field: str, values: Sequence[str]) -> None:
    """Radio buttons: one stop of Tab, then arrows."""
    reach(page, field)
    page.keyboard.press("Space")
    _turn(page, values[0])


def tick(page: Page, field: str, values: Sequence[str]) -> None:
    for value in values:
        reach(page, f"{field}[value='{value}']")
        page.keyboard.press("Space")


def pick(page: Page, field: str, values: Sequence[str]) -> None:
    """A list; where the field of a document is to be ticked before, its tick."""
    form, _space, name = field.partition(" ")
    row = f"{form} [data-document-row]:has({name})"
    if page.locator(row).count():
        reach(page, f"{row} [data-document-tick]")
        page.keyboard.press("Space")
    reach(page, field)
    _turn(page, values[0])


def write(page: Page, field: str, values: Sequence[str]) -> None:
    reach(page, field)
    page.keyboard.insert_text(values[0])


def put_in_order(page: Page, form: Locator, items: Sequence[str]) -> None:
    """Move the lines up until they are in this order, and confirm it as it stands."""
    for place, item in enumerate(items):
        while order(form).index(item) > place:
            reach(page, f"{_id(form)} [data-item={item}] [data-move=up]")
            page.keyboard.press("Enter")
    reach(page, f"{_id(form)} [data-keep-order]")
    page.keyboard.press("Space")


def without_script(page: Page, form: Locator, fields: Fields, file: str = "") -> None:
    """Give the answer by the form's own buttons, each of which is answered with a page."""
    if form.locator("[data-ordering]").count():
        _order_without_script(form, fields["answer"])
        return
    for code in _path(fields.get("path", [""])[0]):
        sends(page, form.locator(f".hs-tree [value='to:{code}']"))
    for name, values in _to_give(form, fields):
        _fill(form.locator(f"[name='{name}']"), values)
    if form.locator("input[type=file]").count():
        form.locator("input[type=file]").set_input_files(file)
        sends(page, form.locator("[formenctype]"))
    sends(page, form.locator("button[name=then][value=save]").last)


def sends(page: Page, button: Locator) -> None:
    """Press a button whose form is answered with a page."""
    with page.expect_navigation():
        button.click()


def reach(page: Page, selector: str) -> None:
    """Press Tab until the focus, which has to be visible, is on it."""
    for _stop in range(400):
        if page.evaluate(f"{HERE}.matches({selector!r})"):
            assert page.evaluate(f"{HERE}.matches(':focus-visible')")
            assert not page.evaluate(COVERED), selector
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def back_to(page: Page, selector: str) -> None:
    """Go all the way back to it; nothing that stays in place lies over a stop on the way."""
    for _stop in range(400):
        assert not page.evaluate(COVERED), page.evaluate(f"{HERE}.outerHTML")
        if page.evaluate(f"{HERE}.matches({selector!r})"):
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError(f"Tab does not lead back to {selector}")


def _walk(page: Page, form: Locator, code: str) -> None:
    """Down the HS list by the keys of a tree: arrows to the row, Enter to open it."""
    reach(page, f"{_id(form)} [data-hs-tree] [data-hs-code]")
    for step in _path(code):
        _turn(page, step, "dataset.hsCode", turns=30)
        page.keyboard.press("Enter")
        row = form.locator(f"[data-hs-tree] [data-hs-code='{step}']")
        expect(row).to_have_attribute("aria-selected", "true")
        expect(row).to_be_focused()


def _turn(page: Page, wanted: str, seen: str = "value", turns: int = STEPS_OF_AN_ARROW) -> None:
    for _turned in range(turns):
        if page.evaluate(f"{HERE}.{seen}") == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows do not reach {wanted}")


def _path(code: str) -> tuple[str, ...]:
    return hs2022().path(code) if code else ()


def _to_give(form: Locator, fields: Fields) -> list[tuple[str, Sequence[str]]]:
    """The fields with something to give, in the order in which the page has them."""
    given = {name for name, values in fields.items() if any(values)} - {"path", "find"}
    return [(name, fields[name]) for name in form.evaluate(NAMES) if name in given]


def _fill(field: Locator, values: Sequence[str]) -> None:
    kind = field.first.evaluate("one => one.type")
    if kind in {"radio", "checkbox"}:
        for value in values:
            field.and_(field.page.locator(f"[value='{value}']")).check()
    elif kind == "select-one":
        field.select_option(values[0])
    else:
        field.fill(values[0])


def _order_without_script(form: Locator, items: Sequence[str]) -> None:
    for place, item in enumerate(items):
        while order(form).index(item) > place:
            sends(form.page, form.locator(f"[data-item={item}] [data-move=up]"))
    sends(form.page, form.locator("[data-keep-order]"))


def _id(form: Locator) -> str:
    return f"#{form.get_attribute('id')}"


_WAYS: Mapping[str, Callable[[Page, str, Sequence[str]], None]] = {
    "radio": choose,
    "checkbox": tick,
    "select-one": pick,
}
