/** Where in the lesson is the reader, so that another device goes on there? */

import { csrfToken, headingInView } from "./page";

const STILL_MS = 4000;

/** Told when the reader rests, at the top too, or puts the page away; not on leaving for another page of ours, which says where it is itself. */
export function watchPosition(): void {
  const lesson = document.querySelector<HTMLElement>("[data-position-url]");
  if (!lesson) return;
  let told: string | null = null;
  let leaving = false;
  const tell = (): void => {
    const heading = headingInView()?.id ?? "";
    if (leaving || heading === told) return;
    told = heading;
    void send(lesson, heading);
  };
  let rest = window.setTimeout(tell, STILL_MS);
  addEventListener("scroll", () => {
    clearTimeout(rest);
    rest = window.setTimeout(tell, STILL_MS);
  }, { passive: true });
  addEventListener("beforeunload", () => (leaving = true));
  addEventListener("pageshow", () => (leaving = false));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && tell());
}

async function send(lesson: HTMLElement, heading: string): Promise<void> {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() };
  const body = JSON.stringify({ item: lesson.dataset["lesson"], heading });
  await fetch(lesson.dataset["positionUrl"] ?? "", { method: "PUT", headers, body, keepalive: true }).catch(() => undefined);
}
