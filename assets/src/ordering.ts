/** In which order are the rows? Buttons move them, dragging does too; every move is a change of the form. */

import { words } from "./page";

export function watchOrderings(): void {
  for (const list of document.querySelectorAll<HTMLElement>("[data-ordering]")) {
    list.addEventListener("click", (event) => move(list, event));
    watchDragging(list);
    tidy(list);
  }
}

function move(list: HTMLElement, event: MouseEvent): void {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-move]") : null;
  const row = button?.closest<HTMLElement>("[data-item]");
  if (!button || !row) return;
  event.preventDefault();
  const up = button.dataset["move"] === "up";
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (up) other.before(row);
  else other.after(row);
  button.focus();
  changed(list, row);
}

function watchDragging(list: HTMLElement): void {
  let moving: HTMLElement | null = null;
  for (const row of rows(list)) row.draggable = true;
  list.addEventListener("dragstart", (event) => {
    moving = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-item]") : null;
    moving?.classList.add("is-moving");
    event.dataTransfer?.setData("text/plain", moving?.dataset["item"] ?? "");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-item]") : null;
    if (!moving || !over) return;
    event.preventDefault();
    if (over !== moving) place(moving, over, event.clientY);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    moving?.classList.remove("is-moving");
    if (moving) changed(list, moving);
    moving = null;
  });
}

function place(row: HTMLElement, over: HTMLElement, y: number): void {
  const box = over.getBoundingClientRect();
  if (y < box.top + box.height / 2) over.before(row);
  else over.after(row);
}

function changed(list: HTMLElement, row: HTMLElement): void {
  tidy(list);
  const all = rows(list);
  const status = list.parentElement?.querySelector("[data-ordering-status]");
  if (status) status.textContent = words(list, "moved", { position: all.indexOf(row) + 1, total: all.length });
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The first row cannot go up, nor the last one down; the buttons stay in the tab order. */
function tidy(list: HTMLElement): void {
  const all = rows(list);
  all.forEach((row, index) => {
    row.querySelector('[data-move="up"]')?.setAttribute("aria-disabled", String(index === 0));
    row.querySelector('[data-move="down"]')?.setAttribute("aria-disabled", String(index === all.length - 1));
  });
}

const rows = (list: HTMLElement): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("[data-item]")];
