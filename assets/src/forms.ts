/** What happens around a form: the error summary gets the focus, a sent form is not sent twice. */

export function watchForms(): void {
  document.querySelector<HTMLElement>("[data-error-summary]")?.focus();
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.submitter instanceof HTMLButtonElement) markBusy(event.submitter);
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
  });
}

/** A download leaves the page where it is, so its button becomes free again. */
function markBusy(button: HTMLButtonElement): void {
  if (!button.matches(".button")) return;
  button.setAttribute("aria-busy", "true");
  setTimeout(() => button.removeAttribute("aria-busy"), 8000);
}
