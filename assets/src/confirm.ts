/** Does the person mean it? Forms with data-confirm ask first, in the page's own dialog. */

import { ask } from "./dialogs";

const confirmed = new WeakSet<HTMLFormElement>();

export function watchConfirmations(): void {
  document.addEventListener("submit", intercept, { capture: true });
}

function intercept(event: SubmitEvent): void {
  const form = event.target;
  const dialog = document.querySelector<HTMLDialogElement>("[data-confirm-dialog]");
  if (!(form instanceof HTMLFormElement) || !dialog) return;
  const question = event.submitter?.dataset["confirm"] ?? form.dataset["confirm"];
  if (!question || confirmed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void submitIfMeant(form, event.submitter, dialog, question);
}

async function submitIfMeant(form: HTMLFormElement, button: HTMLElement | null, dialog: HTMLDialogElement, question: string): Promise<void> {
  dialog.querySelector("[data-confirm-question]")!.textContent = question;
  const yes = dialog.querySelector<HTMLElement>("[data-confirm-yes]")!;
  yes.dataset["usual"] ??= yes.textContent;
  yes.textContent = form.dataset["confirmLabel"] ?? yes.dataset["usual"];
  const destroys = button?.classList.contains("button-danger") ?? true;
  yes.classList.toggle("button-danger", destroys);
  yes.classList.toggle("button-primary", !destroys);
  if ((await ask(dialog)) !== "yes") return;
  confirmed.add(form);
  form.requestSubmit(button);
}
