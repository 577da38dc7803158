/** Which questions have an answer? Keeps the question navigator right while answers are given. */

import { hasAnswer, readAnswer } from "./answers";

export function watchNavigator(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-question-number]")) {
    for (const event of ["change", "submit", "answer-restored"]) form.addEventListener(event, () => mark(form));
  }
}

function mark(form: HTMLFormElement): void {
  const item = document.querySelector<HTMLElement>(`[data-navigator="${form.dataset["questionNumber"]}"]`);
  if (!item) return;
  const answered = hasAnswer(readAnswer(form));
  item.classList.toggle("navigator-answered", answered);
  const note = item.querySelector<HTMLElement>("[data-navigator-words]");
  if (note) note.textContent = answered ? `, ${note.dataset["answered"] ?? ""}` : "";
}
