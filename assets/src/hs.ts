/** How does the learner walk down the HS list and search it without waiting for a page? */

import { type HsRow, HsList } from "./hs_list";
import { words } from "./page";

const TYPING_PAUSE_MS = 300;

export function watchHsLists(): void {
  for (const root of document.querySelectorAll<HTMLElement>("[data-hs]")) new Walk(root);
}

class Walk {
  private readonly list: HsList;
  private readonly path: HTMLInputElement;
  private readonly find: HTMLInputElement;
  private readonly found: HTMLElement;
  private readonly tree: HTMLElement;
  private readonly status: HTMLElement;
  /** Only the newest of several requests is shown. */
  private asked = 0;
  private pause = 0;

  constructor(private readonly root: HTMLElement) {
    this.list = new HsList(root.dataset["source"] ?? "", root.dataset["version"] ?? "");
    this.path = this.part("path");
    this.find = this.part("find");
    this.found = this.part("found");
    this.tree = this.part("tree");
    this.status = this.part("status");
    // What is looked for is no part of an answer; only pages without scripts must send it.
    this.find.removeAttribute("name");
    this.dress();
    root.addEventListener("click", (event) => this.onClick(event));
    this.tree.addEventListener("keydown", (event) => this.onTreeKey(event));
    this.find.addEventListener("keydown", (event) => this.onFindKey(event));
    this.find.addEventListener("input", (event) => this.onTyping(event));
    this.find.addEventListener("change", (event) => event.stopPropagation());
    root.closest("form")?.addEventListener("answer-restored", () => void this.open(this.path.value, false));
  }

  private part<T extends HTMLElement>(name: string): T {
    const found = this.root.querySelector<T>(`[data-hs-${name}]`);
    if (!found) throw new Error(`the list has no [data-hs-${name}]`);
    return found;
  }

  private onClick(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-hs-code], [data-hs-search]") : null;
    if (!button) return;
    event.preventDefault();
    if ("hsSearch" in button.dataset) void this.search();
    else void this.open(button.dataset["hsCode"] ?? "");
  }

  private onTyping(event: Event): void {
    event.stopPropagation();
    clearTimeout(this.pause);
    this.pause = window.setTimeout(() => void this.search(), TYPING_PAUSE_MS);
  }

  private onFindKey(event: KeyboardEvent): void {
    if (event.key === "Enter") {
      event.preventDefault();
      void this.search();
    } else if (event.key === "ArrowDown" && !this.found.hidden) {
      event.preventDefault();
      this.found.querySelector<HTMLElement>("button")?.focus();
    }
  }

  /** The keys of the tree pattern: up and down, in and out, first and last. */
  private onTreeKey(event: KeyboardEvent): void {
    const rows = this.rows();
    const at = rows.findIndex((row) => row === event.target);
    const row = rows[at];
    if (!row) return;
    const [into, out] = getComputedStyle(this.tree).direction === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const moves: Record<string, () => void> = {
      ArrowDown: () => this.focus(rows[at + 1]),
      ArrowUp: () => this.focus(rows[at - 1]),
      Home: () => this.focus(rows[0]),
      End: () => this.focus(rows.at(-1)),
      [into as string]: () => (row.getAttribute("aria-expanded") === "false" ? void this.open(codeOf(row)) : this.focus(rows[at + 1])),
      [out as string]: () => this.out(row, rows),
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    move();
  }

  /** Close the row that is open, or go to the row above a closed one. */
  private out(row: HTMLElement, rows: HTMLElement[]): void {
    const opened = rows.filter((one) => one.getAttribute("aria-expanded") === "true");
    if (row === opened.at(-1)) void this.open(codeOf(opened.at(-2)));
    else this.focus(row.getAttribute("aria-expanded") === "true" ? opened[opened.indexOf(row) - 1] : opened.at(-1));
  }

  private async open(code: string, isAnswer = true): Promise<void> {
    const shown = await this.newest(() => this.list.around(code));
    if (!shown) return;
    this.path.value = code;
    const row = (one: HsRow, isOpen: boolean): HTMLLIElement => this.drawn(one, isOpen);
    this.tree.replaceChildren(...shown.open.map((one) => row(one, true)), ...shown.rows.map((one) => row(one, false)));
    const top = this.root.querySelector<HTMLElement>(".hs-top");
    if (top) top.hidden = shown.open.length === 0;
    this.dress();
    if (!isAnswer) return;
    this.focus(this.rows().find((one) => codeOf(one) === code) ?? this.rows()[0]);
    this.say(shown, code);
    this.path.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private say(shown: { open: HsRow[]; rows: HsRow[] }, code: string): void {
    const row = [...shown.open, ...shown.rows].find((one) => one.code === code);
    if (!row) this.status.textContent = "";
    else if (shown.open.includes(row)) this.status.textContent = words(this.root, "opened", { code: row.written, n: shown.rows.length });
    else this.status.textContent = words(this.root, "chosen", { code: row.written });
  }

  private async search(): Promise<void> {
    clearTimeout(this.pause);
    const typed = this.find.value.trim();
    const { rows, total } = (typed ? await this.newest(() => this.list.search(typed)) : { rows: [], total: 0 }) ?? {};
    if (!rows) return;
    this.found.replaceChildren(...rows.map((row) => this.drawn(row, false)));
    this.found.hidden = rows.length === 0;
    this.status.textContent = typed ? words(this.root, rows.length ? "found" : "empty", { total: total ?? 0, n: rows.length }) : "";
  }

  /** What was asked for, unless something else was asked for meanwhile; a failure is said. */
  private async newest<T>(ask: () => Promise<T>): Promise<T | undefined> {
    const turn = ++this.asked;
    this.root.setAttribute("aria-busy", "true");
    const answer = await ask().catch(() => undefined);
    if (turn !== this.asked) return undefined;
    this.root.removeAttribute("aria-busy");
    if (answer === undefined) this.status.textContent = words(this.root, "failed");
    return answer;
  }

  /** The row as the server draws it. */
  private drawn(row: HsRow, isOpen: boolean): HTMLLIElement {
    const button = document.createElement("button");
    button.type = "submit";
    button.name = "move";
    button.value = `to:${row.code}`;
    button.className = isOpen ? "hs-row hs-open" : "hs-row";
    button.dataset["hsCode"] = row.code;
    button.append(this.code(row), " ", this.words(row));
    const line = document.createElement("li");
    line.append(button);
    return line;
  }

  private code(row: HsRow): HTMLElement {
    const code = span("hs-code", "");
    if (row.parent === "") code.append(span("visually-hidden", `${words(this.root, "section")} `));
    code.append(row.written);
    return code;
  }

  private words(row: HsRow): HTMLElement {
    if (!row.words) return span("hs-words hs-no-words", words(this.root, "none"));
    const text = span("hs-words", "");
    if (row.language !== this.root.dataset["language"]) text.lang = row.language;
    if (row.dashes) {
      const dashes = span("hs-dashes", Array(row.dashes).fill("–").join(" "));
      dashes.setAttribute("aria-hidden", "true");
      text.append(dashes);
    }
    text.append(row.words);
    return text;
  }

  /** Give the list of buttons the roles of a tree, and one place in the tab order. */
  private dress(): void {
    const path = this.path.value;
    this.tree.setAttribute("role", "tree");
    for (const line of this.tree.children) line.setAttribute("role", "none");
    for (const row of this.rows()) {
      const code = codeOf(row);
      row.setAttribute("role", "treeitem");
      row.setAttribute("aria-level", String(levelOf(code)));
      row.setAttribute("aria-selected", String(code === path));
      row.removeAttribute("aria-current");
      if (levelOf(code) < 4) row.setAttribute("aria-expanded", String(row.classList.contains("hs-open")));
    }
    this.reachable(this.rows().find((row) => codeOf(row) === path) ?? this.rows()[0]);
  }

  private focus(row: HTMLElement | undefined): void {
    if (!row) return;
    this.reachable(row);
    row.focus();
  }

  private reachable(row: HTMLElement | undefined): void {
    for (const one of this.rows()) one.tabIndex = one === row ? 0 : -1;
  }

  private rows(): HTMLElement[] {
    return [...this.tree.querySelectorAll<HTMLElement>("[data-hs-code]")];
  }
}

const codeOf = (row: HTMLElement | undefined): string => row?.dataset["hsCode"] ?? "";

/** Section, chapter, heading, subheading: 1 to 4. */
const levelOf = (code: string): number => (/^\d/.test(code) ? code.length / 2 + 1 : 1);

function span(look: string, text: string): HTMLSpanElement {
  const made = document.createElement("span");
  made.className = look;
  made.textContent = text;
  return made;
}
