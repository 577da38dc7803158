/** What does the page itself say: its token, its words? */

const meta = (root: ParentNode): HTMLMetaElement | null =>
  root.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');

/** The token that a changing request carries; empty for a visitor. */
export function csrfToken(): string {
  return meta(document)?.content ?? "";
}

/** Fetch this page again for a fresh token, after a new sign-in elsewhere. Says whether there is one. */
export async function renewCsrfToken(): Promise<boolean> {
  const answer = await fetch(location.href, { redirect: "error", cache: "no-store" });
  const fresh = meta(new DOMParser().parseFromString(await answer.text(), "text/html"));
  const here = meta(document);
  if (!answer.ok || !fresh || !here) return false;
  here.content = fresh.content;
  return true;
}

/** Words that the server wrote into a data attribute, with {named} places filled. */
export function words(element: HTMLElement, name: string, values: Record<string, string | number> = {}): string {
  const text = element.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
}

/** The heading under which the reader is; none at the top of the text. */
export function headingInView(): Element | undefined {
  const headings = [...document.querySelectorAll("main .prose :is(h2, h3, h4)[id]")];
  return headings.filter((one) => one.getBoundingClientRect().top < innerHeight / 3).at(-1);
}

/** Is the person typing, so that letters are not shortcuts? */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog, [role='combobox']") !== null;
}
