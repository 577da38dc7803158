/** Which fields of the documents are marked as discrepancies? A tick marks a field, and only then is its kind asked for. */

export function watchDocuments(): void {
  for (const papers of document.querySelectorAll<HTMLElement>("[data-documents]")) watch(papers);
}

interface Row {
  readonly row: HTMLElement;
  readonly tick: HTMLInputElement;
  readonly kind: HTMLSelectElement;
}

function watch(papers: HTMLElement): void {
  const form = papers.closest("form");
  const all = [...papers.querySelectorAll<HTMLElement>("[data-document-row]")].map(parts).filter((one) => one !== null);
  const nothing = papers.querySelector<HTMLInputElement>("[data-document-nothing]");
  const showAll = (): void => {
    all.forEach(show);
    if (nothing) nothing.disabled = all.some((one) => one.tick.checked);
    if (nothing?.disabled) nothing.checked = false;
  };
  for (const one of all) ready(one);
  papers.classList.add("is-live");
  papers.addEventListener("change", (event) => {
    const changed = all.find((one) => one.tick === event.target || one.kind === event.target);
    if (changed?.tick === event.target) mark(changed);
    showAll();
    if (changed && changed.kind === event.target && !changed.tick.checked) changed.tick.focus();
  });
  form?.addEventListener("answer-restored", showAll);
  showAll();
}

function parts(row: HTMLElement): Row | null {
  const tick = row.querySelector<HTMLInputElement>("[data-document-tick]");
  const kind = row.querySelector<HTMLSelectElement>("select");
  return tick && kind ? { row, tick, kind } : null;
}

/** Without scripts the label belongs to the list of kinds, which is always there. */
function ready({ row, tick }: Row): void {
  tick.hidden = false;
  const label = row.querySelector("label");
  if (label) label.htmlFor = tick.id;
}

function mark({ tick, kind }: Row): void {
  kind.value = tick.checked ? (kind.dataset["unsaid"] ?? "") : "";
}

function show({ row, tick, kind }: Row): void {
  tick.checked = kind.value !== "";
  row.classList.toggle("is-marked", tick.checked);
}
