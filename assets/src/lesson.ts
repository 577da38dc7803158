/** How does a reader move about: by keys, and into the other language without losing the place? */

import { headingInView, isTyping } from "./page";
import { keep, recall } from "./store";

const OFF = "greenlane.shortcuts.off";
const REST_MS = 2000;
let rested: Element | undefined;

export function watchLesson(): void {
  document.addEventListener("click", keepPosition);
  watchRest();
  document.addEventListener("keydown", follow);
  watchSwitch();
  showCurrent();
  offerPrinting();
}

/** A button that only a script can serve shows itself only then; the browser's own menu prints the same. */
function offerPrinting(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

/** A long outline scrolls by itself: an item that is out of sight is brought into its middle. */
function showCurrent(): void {
  const side = document.querySelector<HTMLElement>(".lesson-side");
  const current = side?.querySelector<HTMLElement>('[aria-current="page"]');
  if (!side || !current || current.offsetTop < side.clientHeight * 0.8) return;
  side.scrollTop = current.offsetTop - side.clientHeight / 2;
}

/** The switch stands at the head of the page: whoever goes up to it was reading further down. */
function watchRest(): void {
  let still = 0;
  addEventListener("scroll", () => {
    clearTimeout(still);
    still = window.setTimeout(() => (rested = headingInView()), REST_MS);
  }, { passive: true });
}

/** Headings have the same ids in every language. */
function keepPosition(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-keep-position]") : null;
  const heading = link && (headingInView() ?? rested);
  if (heading) link.hash = heading.id;
}

function follow(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]") || scrollsSideways(event.target)) return;
  if (event.key.length === 1 && recall(OFF)) return;
  if (event.key === "?") return openHelp();
  const way = direction(event.key);
  const target = way && document.querySelector<HTMLElement>(`[data-key-${way}]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("a")) target.click();
  else target.focus();
}

function direction(key: string): "next" | "prev" | null {
  const rightToLeft = document.documentElement.dir === "rtl";
  if (key === "j" || key === (rightToLeft ? "ArrowLeft" : "ArrowRight")) return "next";
  if (key === "k" || key === (rightToLeft ? "ArrowRight" : "ArrowLeft")) return "prev";
  return null;
}

const scrollsSideways = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(".table-scroll") !== null;

function openHelp(): void {
  const dialog = document.querySelector<HTMLDialogElement>("dialog[data-shortcuts]");
  dialog?.showModal();
}

/** Single letters as shortcuts can be switched off (WCAG 2.1.4). */
function watchSwitch(): void {
  const toggle = document.querySelector<HTMLInputElement>("[data-shortcuts-switch]");
  if (!toggle) return;
  toggle.checked = !recall(OFF);
  toggle.addEventListener("change", () => {
    keep(OFF, toggle.checked ? null : "1");
  });
}
