/** How does the page say something in passing? */

const SHOWN_MS = 6000;

export function toast(text: string): void {
  const region = document.querySelector("[data-toasts]");
  if (!region || !text) return;
  const note = document.createElement("p");
  note.className = "toast";
  note.textContent = text;
  region.append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}
