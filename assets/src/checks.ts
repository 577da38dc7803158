/** What does a knowledge check say, without leaving the page? The server answers with the check's own markup. */

import { csrfToken } from "./page";
import { toast } from "./toast";

export function watchChecks(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const check = form instanceof HTMLFormElement ? form.closest<HTMLElement>("[data-check]") : null;
    if (!check || !(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    void answer(check, form);
  });
}

async function answer(check: HTMLElement, form: HTMLFormElement): Promise<void> {
  check.setAttribute("aria-busy", "true");
  try {
    replace(check, await send(form));
  } catch {
    toast(check.dataset["failed"] ?? document.body.dataset["failed"] ?? "");
  } finally {
    check.removeAttribute("aria-busy");
    for (const button of check.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
}

async function send(form: HTMLFormElement): Promise<string> {
  const headers = { Accept: "text/html", "X-Requested-With": "fetch", "X-CSRFToken": csrfToken() };
  const reply = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
  if (!reply.ok) throw new Error(`The check was answered with ${reply.status}.`);
  return reply.text();
}

/** The answer may be the fragment alone, or a whole page that holds it. */
function replace(check: HTMLElement, html: string): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector<HTMLElement>(`[data-check="${CSS.escape(check.dataset["check"] ?? "")}"]`);
  if (!fresh) throw new Error("The answer holds no such check.");
  const shown = document.adoptNode(fresh);
  check.replaceWith(shown);
  const feedback = shown.querySelector<HTMLElement>("[data-check-feedback]");
  feedback?.focus({ preventScroll: true });
  feedback?.scrollIntoView({ block: "nearest" });
}
