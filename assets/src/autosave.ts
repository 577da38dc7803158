/** Which answers are not safe yet? Every form[data-autosave] saves itself; leaving early warns. */

import { renewCsrfToken } from "./page";
import { Saver } from "./saver";
import { isUnsaved } from "./status";

const TYPING_PAUSE_MS = 700;
const LAST_CHANCE_MS = 8000;
const savers: Saver[] = [];
const finishTyping: (() => void)[] = [];
let leaving = false;

export function watchAnswers(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) watch(form);
  addEventListener("online", retryAll);
  document.addEventListener("visibilitychange", () => void comeBack());
  addEventListener("beforeunload", (event) => {
    if (isUnsaved() && !leaving) event.preventDefault();
  });
  document.addEventListener("submit", handIn);
}

/** Wait until all answers are saved, but not for ever. */
export async function flush(): Promise<void> {
  finishTyping.forEach((finish) => finish());
  const all = Promise.all(savers.map((saver) => saver.flush()));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, LAST_CHANCE_MS))]);
  leaving = true;
}

function watch(form: HTMLFormElement): void {
  const saver = new Saver(form);
  let pause = 0;
  const save = (): void => {
    clearTimeout(pause);
    pause = 0;
    saver.changed();
  };
  savers.push(saver);
  finishTyping.push(() => pause && save());
  form.addEventListener("change", save);
  form.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) return;
    clearTimeout(pause);
    pause = window.setTimeout(save, TYPING_PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
    if (event.submitter instanceof HTMLButtonElement && "then" in event.submitter.dataset) void goOn(form, saver, event.submitter);
  });
}

/** Having an answer checked, going on, adding a file: waits until it is saved; then the form itself says which. */
async function goOn(form: HTMLFormElement, saver: Saver, button: HTMLButtonElement): Promise<void> {
  button.setAttribute("aria-busy", "true");
  await saver.flush();
  const then = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
  form.append(then);
  if (button.hasAttribute("formaction")) form.action = button.formAction;
  if (button.hasAttribute("formenctype")) form.enctype = button.formEnctype;
  leaving = true;
  form.submit();
}

const retryAll = (): void => savers.forEach((saver) => saver.retry());

/** Back on this tab with something unsaved: perhaps the person has signed in again in another one. */
async function comeBack(): Promise<void> {
  if (document.visibilityState !== "visible" || !isUnsaved()) return;
  await renewCsrfToken().catch(() => false);
  retryAll();
}

/** Handing in waits for the answers; the confirmation has been asked before. */
function handIn(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !("submitAttempt" in form.dataset) || event.defaultPrevented) return;
  event.preventDefault();
  void flush().then(() => form.submit());
}
