/** What has the person answered in this form, and how is an answer put back into it? */

/** The form's own fields, as it would post them: the server knows what each question type makes of them. */
export type Answer = Record<string, string[]>;

const PLUMBING = new Set(["csrf_token", "revision", "then", "move"]);
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function readAnswer(form: HTMLFormElement): Answer {
  const answer: Answer = {};
  for (const [name, value] of new FormData(form)) {
    if (PLUMBING.has(name) || typeof value !== "string") continue;
    (answer[name] ??= []).push(value.trim());
  }
  return answer;
}

export function writeAnswer(form: HTMLFormElement, answer: Answer): void {
  const left = structuredClone(answer);
  if (form.querySelector("[data-ordering]")) return order(form, answer["answer"] ?? []);
  for (const field of form.querySelectorAll<Field>("input[name], select[name], textarea[name]")) {
    if (PLUMBING.has(field.name) || field.type === "file") continue;
    const values = left[field.name] ?? [];
    if (field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type)) field.checked = values.includes(field.value);
    else field.value = values.shift() ?? "";
  }
}

export function hasAnswer(answer: Answer): boolean {
  return Object.values(answer).some((values) => values.some((value) => value !== ""));
}

function order(form: HTMLFormElement, ids: string[]): void {
  for (const id of ids) {
    const row = form.querySelector(`[data-item="${CSS.escape(id)}"]`);
    row?.parentElement?.append(row);
  }
}
