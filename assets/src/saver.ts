/** How does one answer reach the server, whatever happens on the way? */

import { readAnswer, writeAnswer } from "./answers";
import { type Conflict, keepsMine } from "./conflict";
import { csrfToken, renewCsrfToken } from "./page";
import { report } from "./status";
import { forgetUnsent, keepUnsent, recallUnsent, type Unsent, uuid } from "./unsent";

const FIRST_WAIT_S = 1;
const LONGEST_WAIT_S = 30;
const READ_TIME_MS = 3000;

interface Saved {
  readonly revision: number;
  readonly saved_at?: string;
}

export class Saver {
  private pending: Unsent | null = null;
  /** Sent, but nobody knows whether it arrived: it goes again, as it was, before anything newer. */
  private uncertain: Unsent | null = null;
  private sending = false;
  private wait = FIRST_WAIT_S;
  private timer = 0;
  private renewed = false;
  private settled: (() => void)[] = [];

  constructor(private readonly form: HTMLFormElement) {
    this.form.dataset["autosaveReady"] = "";
    const left = recallUnsent(this.url);
    if (!left) return;
    writeAnswer(form, left.fields);
    this.form.dispatchEvent(new CustomEvent("answer-restored", { bubbles: true }));
    this.pending = left;
    void this.send();
  }

  /** The answer on the page changed: keep it here, then send it. */
  changed(): void {
    this.take({ fields: readAnswer(this.form), key: uuid(), revision: this.revision });
  }

  /** Try again now: the connection is back, or the person signed in again. */
  retry(): void {
    if (this.pending && !this.sending) void this.send();
  }

  /** Resolves when nothing is left to send, or the server will take nothing more. */
  flush(): Promise<void> {
    if (!this.pending) return Promise.resolve();
    this.retry();
    return new Promise((resolve) => this.settled.push(resolve));
  }

  private take(unsent: Unsent): void {
    this.pending = unsent;
    this.wait = FIRST_WAIT_S;
    keepUnsent(this.url, unsent);
    report(this.form, "saving");
    void this.send();
  }

  private async send(): Promise<void> {
    const sent = this.uncertain ?? this.pending;
    if (this.sending || !sent) return;
    clearTimeout(this.timer);
    this.sending = true;
    const reply = await this.put(sent).catch(() => null);
    const said: unknown = await reply?.json().catch(() => null);
    this.sending = false;
    this.uncertain = null;
    await this.read(sent, reply, said);
    if (!this.uncertain && this.pending && this.pending !== sent) void this.send();
  }

  private put(unsent: Unsent): Promise<Response> {
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() };
    return fetch(this.url, { method: "PUT", headers, body: JSON.stringify(unsent), redirect: "manual", keepalive: true });
  }

  /** Nothing waits before the new revision is known: an answer given in between would be stale. */
  private async read(sent: Unsent, reply: Response | null, said: unknown): Promise<void> {
    const status = reply?.status ?? 0;
    if (reply?.ok && said) return this.accepted(sent, said as Saved);
    if (status === 409 && said) return this.conflicted(said as Conflict & Saved);
    if (status === 410) return this.over(said as { error?: string } | null);
    if (status === 401 || status === 403 || reply?.type === "opaqueredirect") return this.signedOut();
    if (status === 400 && !this.renewed) return this.renew();
    if (reply && status >= 400 && status < 500 && status !== 408 && status !== 429) return this.refused(said as { error?: string } | null);
    this.later(sent);
  }

  private accepted(sent: Unsent, saved: Saved): void {
    this.revision = saved.revision;
    this.renewed = false;
    this.wait = FIRST_WAIT_S;
    if (this.pending !== sent) {
      if (this.pending) this.rebase(this.pending, saved.revision);
      return;
    }
    this.done();
    report(this.form, "saved", { at: saved.saved_at });
  }

  /** A newer answer was given while this one was under way: it builds on what was just stored. */
  private rebase(newer: Unsent, revision: number): void {
    this.pending = { ...newer, revision };
    keepUnsent(this.url, this.pending);
  }

  private async conflicted(conflict: Conflict & Saved): Promise<void> {
    if (await keepsMine(conflict)) {
      this.revision = conflict.revision;
      this.take({ fields: readAnswer(this.form), key: uuid(), revision: conflict.revision });
      return;
    }
    this.done();
    report(this.form, "idle");
    location.reload();
  }

  private over(said: { error?: string } | null): void {
    this.done();
    report(this.form, "over", { message: said?.error });
    setTimeout(() => location.reload(), READ_TIME_MS);
  }

  private signedOut(): void {
    report(this.form, "signedOut");
    this.settle();
  }

  /** The server will never take this answer; it may say why, in words for the person. */
  private refused(said: { error?: string } | null): void {
    this.done();
    report(this.form, "failed", { message: said?.error });
  }

  /** A token is bound to a session: after signing in again elsewhere, the page needs the new one. */
  private async renew(): Promise<void> {
    this.renewed = true;
    const fresh = await renewCsrfToken().catch(() => false);
    if (fresh) void this.send();
    else this.signedOut();
  }

  private later(sent: Unsent): void {
    this.uncertain = sent;
    report(this.form, "retrying");
    this.timer = window.setTimeout(() => void this.send(), this.wait * 1000);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_S);
  }

  private done(): void {
    this.pending = null;
    forgetUnsent(this.url);
    this.settle();
  }

  private settle(): void {
    for (const resolve of this.settled.splice(0)) resolve();
  }

  private get url(): string {
    return this.form.dataset["saveUrl"] ?? this.form.action;
  }

  private get revision(): number {
    return Number(this.form.dataset["revision"] ?? 0);
  }

  private set revision(value: number) {
    this.form.dataset["revision"] = String(value);
    const field = this.form.querySelector<HTMLInputElement>('input[name="revision"]');
    if (field) field.value = String(value);
  }
}
