/** Which rows of the HS list lie around a code? Chapters are fetched when they are first opened. */

export interface HsRow {
  readonly code: string;
  readonly written: string;
  readonly dashes: number;
  /** Empty where the list has no usable description. */
  readonly words: string;
  readonly language: string;
  readonly parent: string;
}

type Columns = [code: string, written: string, dashes: number, words: string, language: string, parent: string];
interface Answer {
  readonly rows: Columns[];
  readonly total: number;
}

export class HsList {
  private readonly known = new Map<string, HsRow>();
  private readonly files = new Map<string, Promise<void>>();

  constructor(
    private readonly source: string,
    private readonly version: string,
  ) {}

  /** The rows from the section to the deepest one with rows beneath, and those beneath it. */
  async around(code: string): Promise<{ open: HsRow[]; rows: HsRow[] }> {
    await this.load("sections");
    if (/^\d/.test(code)) await this.load(code.slice(0, 2));
    const open: HsRow[] = [];
    for (let row = this.known.get(code); row; row = this.known.get(row.parent)) {
      if (row.code.length < 6 || row.parent === "") open.unshift(row);
    }
    return { open, rows: this.beneath(open.at(-1)?.code ?? "") };
  }

  async search(typed: string): Promise<{ rows: HsRow[]; total: number }> {
    const { rows, total } = await this.fetched("search", { q: typed });
    return { rows: rows.map(read), total };
  }

  private beneath(parent: string): HsRow[] {
    return [...this.known.values()].filter((row) => row.parent === parent);
  }

  /** Fetch a file once; one that failed is fetched again the next time. */
  private load(name: string): Promise<void> {
    const loading = this.files.get(name) ?? this.take(name);
    this.files.set(name, loading);
    loading.catch(() => this.files.delete(name));
    return loading;
  }

  private async take(name: string): Promise<void> {
    const { rows } = await this.fetched(`${name}.json`);
    for (const row of rows.map(read)) this.known.set(row.code, row);
  }

  private async fetched(name: string, query: Record<string, string> = {}): Promise<Answer> {
    const answer = await fetch(`${this.source}/${name}?${new URLSearchParams({ ...query, v: this.version })}`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return (await answer.json()) as Answer;
  }
}

function read([code, written, dashes, words, language, parent]: Columns): HsRow {
  return { code, written, dashes, words, language, parent };
}
