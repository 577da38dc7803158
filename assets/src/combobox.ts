/** How does typing find one of many options? A select[data-combobox] becomes an ARIA combobox over itself. */

import { words } from "./page";

interface Choice {
  readonly option: HTMLOptionElement;
  readonly text: string;
}

export function enhanceComboboxes(): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-combobox]")) new Combobox(select);
}

/** Without accents and case: "cote" finds "Côte d'Ivoire". */
export const plain = (text: string): string =>
  text.normalize("NFD").replace(/\p{Mark}/gu, "").replace(/[’]/g, "'").toLowerCase().trim();

class Combobox {
  private readonly input = document.createElement("input");
  private readonly list = document.createElement("ul");
  private readonly status = document.createElement("span");
  private readonly choices: Choice[];
  private active = -1;

  constructor(private readonly select: HTMLSelectElement) {
    this.choices = [...select.options]
      .filter((option) => option.value !== "")
      .map((option) => ({ option, text: plain(`${option.text} ${option.dataset["keywords"] ?? ""}`) }));
    this.dress();
    this.listen();
  }

  private dress(): void {
    const { select, input, list, status } = this;
    const id = select.id;
    input.id = `${id}-search`;
    input.className = "input";
    input.type = "text";
    input.autocomplete = "off";
    input.spellcheck = false;
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list` };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) {
      const value = select.getAttribute(name);
      if (value) input.setAttribute(name, value);
    }
    input.required = select.required;
    select.required = false;
    input.placeholder = select.options[0]?.value === "" ? select.options[0].text : "";
    list.id = `${id}-list`;
    list.className = "combobox-list";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    this.adopt();
  }

  /** The label and links to the field now lead to the input; the select stays for the form alone. */
  private adopt(): void {
    const { select, input, list, status } = this;
    const frame = document.createElement("div");
    frame.className = "combobox";
    select.before(frame);
    frame.append(select, input, list, status);
    select.tabIndex = -1;
    select.setAttribute("aria-hidden", "true");
    const label = document.querySelector<HTMLLabelElement>(`label[for="${CSS.escape(select.id)}"]`);
    if (label) {
      label.htmlFor = input.id;
      label.id ||= `${select.id}-label`;
      list.setAttribute("aria-labelledby", label.id);
    }
    this.showChosen();
  }

  private listen(): void {
    const { input, list, select } = this;
    input.addEventListener("input", () => this.open());
    input.addEventListener("click", () => this.open(""));
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.leave());
    input.addEventListener("focus", () => input.select());
    select.addEventListener("focus", () => input.focus());
    select.addEventListener("change", () => this.showChosen());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-value]") : null;
      if (row) this.choose(row.dataset["value"] ?? "");
    });
  }

  private onKey(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.hidden) this.open("");
      else this.go(this.active + step);
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      const row = this.rows()[this.active];
      if (row) this.choose(row.dataset["value"] ?? "");
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.showChosen();
      this.close();
    }
  }

  private open(text: string = this.input.value): void {
    const wanted = plain(text).split(/\s+/);
    const found = this.choices.filter((choice) => wanted.every((part) => choice.text.includes(part)));
    const first = wanted[0] ?? "";
    found.sort((a, b) => Number(b.text.startsWith(first)) - Number(a.text.startsWith(first)));
    this.list.replaceChildren(...(found.length ? this.drawn(found, first !== "") : [this.nothing()]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.status.textContent = found.length ? words(this.select, "found", { n: found.length }) : words(this.select, "empty");
    this.go(found.findIndex((choice) => choice.option.selected), first !== "");
  }

  /** Group names are shown while nothing is typed; results of a search are one list. */
  private drawn(found: Choice[], searching: boolean): HTMLElement[] {
    let group = "";
    return found.flatMap(({ option }, index) => {
      const parent = option.parentElement;
      const name = parent instanceof HTMLOptGroupElement ? parent.label : "";
      const heads = !searching && name !== group ? [row("combobox-group", "presentation", name)] : [];
      group = name;
      const line = row("combobox-option", "option", option.text);
      line.id = `${this.select.id}-option-${index}`;
      line.dataset["value"] = option.value;
      line.setAttribute("aria-selected", String(option.selected));
      return [...heads, line];
    });
  }

  private nothing(): HTMLElement {
    const line = row("combobox-empty", "option", words(this.select, "empty"));
    line.setAttribute("aria-disabled", "true");
    return line;
  }

  private go(index: number, atLeastFirst = false): void {
    const all = this.rows();
    this.active = Math.min(Math.max(index, atLeastFirst ? 0 : -1), all.length - 1);
    all.forEach((line, position) => line.classList.toggle("is-active", position === this.active));
    const line = all[this.active];
    if (line) this.input.setAttribute("aria-activedescendant", line.id);
    else this.input.removeAttribute("aria-activedescendant");
    line?.scrollIntoView({ block: "nearest" });
  }

  private choose(value: string): void {
    this.select.value = value;
    this.close();
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.input.select();
  }

  /** On leaving, an exact name counts as chosen, an emptied field as none; anything else goes back. */
  private leave(): void {
    const text = plain(this.input.value);
    const exact = this.choices.find((choice) => plain(choice.option.text) === text);
    const value = text === "" ? "" : (exact?.option.value ?? this.select.value);
    const changed = value !== this.select.value;
    this.select.value = value;
    if (changed) this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.showChosen();
    this.close();
  }

  private showChosen(): void {
    const chosen = this.select.selectedOptions[0];
    this.input.value = chosen && chosen.value !== "" ? chosen.text : "";
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private readonly rows = (): HTMLElement[] => [...this.list.querySelectorAll<HTMLElement>("[data-value]")];
}

function row(look: string, role: string, text: string): HTMLElement {
  const line = document.createElement("li");
  line.className = look;
  line.setAttribute("role", role);
  line.textContent = text;
  return line;
}
