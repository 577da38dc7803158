/** Which area of the picture is pointed at? It is picked in the list, which is the answer; the picture shows what is picked. */

export function watchHotspots(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("[data-hotspot]")) watch(figure);
}

function watch(figure: HTMLElement): void {
  const form = figure.closest("form");
  if (!form) return;
  figure.classList.add("is-live");
  const show = (): void => areas(figure).forEach((area) => area.classList.toggle("is-chosen", field(figure, area)?.checked ?? false));
  const focus = (): void => areas(figure).forEach((area) => area.classList.toggle("is-focused", field(figure, area) === document.activeElement));
  figure.addEventListener("click", (event) => pick(figure, event));
  for (const name of ["change", "answer-restored"]) form.addEventListener(name, show);
  for (const name of ["focusin", "focusout"]) form.addEventListener(name, () => requestAnimationFrame(focus));
  show();
}

/** A pick with the pointer is a click on the field, so that radio buttons and checkboxes do what they always do. */
function pick(figure: HTMLElement, event: Event): void {
  const area = event.target instanceof Element ? event.target.closest<SVGElement>("[data-area]") : null;
  if (area) field(figure, area)?.click();
}

const areas = (figure: HTMLElement): SVGElement[] => [...figure.querySelectorAll<SVGElement>("[data-area]")];

function field(figure: HTMLElement, area: SVGElement): HTMLInputElement | null {
  const found = document.getElementById(`${figure.dataset["hotspot"] ?? ""}-${area.dataset["area"] ?? ""}`);
  return found instanceof HTMLInputElement ? found : null;
}
