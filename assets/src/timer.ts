/** How much time is left? The server's clock decides; this one only shows it. */

import { words } from "./page";

const SECOND = 1000;

/** Show the time left, and at its end save what is open and hand the attempt in. */
export function watchDeadline(saveAll: () => Promise<void>): void {
  const timer = document.querySelector<HTMLElement>("[data-deadline]");
  if (!timer) return;
  const ahead = Date.parse(timer.dataset["now"] ?? "") - Date.now();
  const deadline = Date.parse(timer.dataset["deadline"] ?? "");
  if (Number.isNaN(deadline)) return;
  let before = Number.POSITIVE_INFINITY;
  const tick = (): void => {
    const left = Math.max(0, Math.ceil((deadline - Date.now() - (ahead || 0)) / SECOND));
    show(timer, left);
    announce(timer, before, left);
    before = left;
    if (left > 0) return;
    clearInterval(clock);
    void handIn(saveAll);
  };
  const clock = setInterval(tick, SECOND);
  tick();
}

function show(timer: HTMLElement, left: number): void {
  const hours = Math.floor(left / 3600);
  const parts = [Math.floor((left % 3600) / 60), left % 60].map((part) => String(part).padStart(2, "0"));
  const value = timer.querySelector("[data-timer-value]");
  if (value) value.textContent = [...(hours ? [hours] : []), ...parts].join(":");
  timer.classList.toggle("is-short", left <= 300 && left > 60);
  timer.classList.toggle("is-over", left <= 60);
}

function announce(timer: HTMLElement, before: number, left: number): void {
  const status = timer.querySelector("[data-timer-status]");
  const passed = (mark: number): boolean => before > mark && left <= mark && left > 0;
  if (status && passed(60)) status.textContent = words(timer, "one");
  else if (status && passed(300)) status.textContent = words(timer, "five");
}

async function handIn(saveAll: () => Promise<void>): Promise<void> {
  await saveAll();
  document.querySelector<HTMLFormElement>("form[data-submit-attempt]")?.submit();
}
