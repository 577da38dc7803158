/** Which theme does the page show, from the moment that it is chosen? */

import { csrfToken } from "./page";

export function watchTheme(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !("themeForm" in form.dataset)) return;
    const chosen = event.submitter?.getAttribute("value");
    if (!chosen) return;
    event.preventDefault();
    show(chosen, form);
    void remember(chosen, form);
  });
}

function show(theme: string, form: HTMLFormElement): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

async function remember(theme: string, form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams({ theme, csrf_token: csrfToken() });
  await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => undefined);
}
