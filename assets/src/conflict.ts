/** Two answers to one question: which one counts? Shows both and asks. */

import { ask } from "./dialogs";

export interface Conflict {
  readonly yours: string;
  readonly stored: string;
}

/** Where the page has no dialog, the stored answer is kept: nothing is overwritten unseen. */
export async function keepsMine({ yours, stored }: Conflict): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>("[data-conflict-dialog]");
  if (!dialog) return false;
  write(dialog, "[data-conflict-yours]", yours);
  write(dialog, "[data-conflict-stored]", stored);
  return (await ask(dialog)) === "mine";
}

function write(dialog: HTMLElement, place: string, text: string): void {
  const element = dialog.querySelector(place);
  if (element) element.textContent = text;
}
