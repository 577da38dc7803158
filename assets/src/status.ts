/** What does the page say about saving: the worst that is true of any answer on it? */

export type SaveState = "idle" | "saved" | "saving" | "retrying" | "signedOut" | "failed" | "over";

const WORST_LAST: readonly SaveState[] = ["idle", "saved", "saving", "retrying", "signedOut", "failed", "over"];
/** A save that is quicker than this is not announced as "saving". */
const QUIET_MS = 350;

const states = new Map<HTMLFormElement, SaveState>();
const waiting = new Map<HTMLElement, number>();
let savedAt = "";
let reason = "";

interface Detail {
  /** When the server stored the answer, ISO 8601. */
  readonly at?: string | undefined;
  /** Why the server refused it. */
  readonly message?: string | undefined;
}

export function report(form: HTMLFormElement, state: SaveState, { at, message }: Detail = {}): void {
  states.set(form, state);
  if (at) savedAt = at;
  if (state === "failed" || state === "over") reason = message ?? "";
  if (state === "saved" || state === "failed") sayWhy(form, state === "failed" ? message : undefined);
  for (const status of form.querySelectorAll<HTMLElement>("[data-save-status]")) show(status, state);
  for (const status of document.querySelectorAll<HTMLElement>("[data-save-status]")) {
    if (!status.closest("form[data-autosave]")) show(status, worst());
  }
}

/** Why an answer was refused stands beside it too: the status at the edge of the page does not say whose it is. */
function sayWhy(form: HTMLFormElement, message = ""): void {
  const line = form.querySelector<HTMLElement>("[data-question-wrong]");
  const text = line?.querySelector("span");
  if (!line || !text) return;
  text.textContent = message;
  line.hidden = message === "";
}

/** Would leaving now lose something that reloading would not bring back at once? */
export const isUnsaved = (): boolean => [...states.values()].some((state) => state === "saving" || state === "retrying" || state === "signedOut");

const worst = (): SaveState => {
  const ranks = [...states.values()].map((state) => WORST_LAST.indexOf(state));
  return WORST_LAST[Math.max(0, ...ranks)] ?? "idle";
};

function show(status: HTMLElement, state: SaveState): void {
  clearTimeout(waiting.get(status));
  if (state === "saving" && status.dataset["state"] !== "retrying") {
    waiting.set(status, window.setTimeout(() => write(status, state), QUIET_MS));
  } else {
    write(status, state);
  }
}

function write(status: HTMLElement, state: SaveState): void {
  const text = state === "idle" ? "" : ((state === "failed" || state === "over") && reason) || (status.dataset[state] ?? "");
  const line = status.querySelector("[data-save-words]") ?? status;
  status.dataset["state"] = state === "signedOut" ? "signed-out" : state;
  line.textContent = state === "saved" ? [text, clock(savedAt)].filter(Boolean).join(" · ") : text;
}

function clock(at: string): string {
  const time = new Date(at || Date.now());
  if (Number.isNaN(time.getTime())) return "";
  return time.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}
