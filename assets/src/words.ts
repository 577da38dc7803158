/** How many words are in a text? What stands between spaces and has a letter or a digit, as the server counts. */

import { words } from "./page";

export function watchWordCounts(): void {
  for (const field of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-count-words]")) watch(field);
}

function watch(field: HTMLTextAreaElement): void {
  const line = document.getElementById(field.dataset["countWords"] ?? "");
  if (!line) return;
  const say = (): void => {
    line.textContent = words(line, "words", { count: count(field.value) });
  };
  field.addEventListener("input", say);
  field.form?.addEventListener("answer-restored", say);
}

function count(text: string): number {
  return text.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}
