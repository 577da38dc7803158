/** What has the person answered in this form, and how is an answer put back into it? */

export type Answer = string | string[] | Record<string, string>;

export function readAnswer(form: HTMLFormElement): Answer {
  switch (form.dataset["questionType"]) {
    case "multiple_response":
      return inputs(form).filter((input) => input.checked).map((input) => input.value);
    case "ordering":
      return inputs(form).map((input) => input.value);
    case "matching":
      return Object.fromEntries(selects(form).map((select) => [stem(select), select.value]).filter(([, value]) => value));
    case "numerical":
      return inputs(form)[0]?.value.trim() ?? "";
    default:
      return inputs(form).find((input) => input.checked)?.value ?? "";
  }
}

export function writeAnswer(form: HTMLFormElement, answer: Answer): void {
  if (form.dataset["questionType"] === "ordering" && Array.isArray(answer)) return order(form, answer);
  if (typeof answer === "object" && !Array.isArray(answer)) {
    for (const select of selects(form)) select.value = answer[stem(select)] ?? "";
    return;
  }
  for (const input of inputs(form)) {
    if (input.type === "radio" || input.type === "checkbox") input.checked = [answer].flat().includes(input.value);
    else input.value = String(answer);
  }
}

export function hasAnswer(answer: Answer): boolean {
  return typeof answer === "string" ? answer !== "" : Object.keys(answer).length > 0;
}

function order(form: HTMLFormElement, ids: string[]): void {
  for (const id of ids) {
    const row = form.querySelector(`[data-item="${CSS.escape(id)}"]`);
    row?.parentElement?.append(row);
  }
}

const inputs = (form: HTMLFormElement): HTMLInputElement[] => [...form.querySelectorAll<HTMLInputElement>('input[name="answer"]')];
const selects = (form: HTMLFormElement): HTMLSelectElement[] => [...form.querySelectorAll<HTMLSelectElement>("select[data-stem]")];
const stem = (select: HTMLSelectElement): string => select.dataset["stem"] ?? select.name;
