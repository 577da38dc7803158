/** Which answers were given but not yet acknowledged? Kept in this browser, by the address they go to. */

import type { Answer } from "./answers";
import { keep, recall } from "./store";

export interface Unsent {
  readonly fields: Answer;
  readonly key: string;
  readonly revision: number;
}

const place = (url: string): string => `greenlane.unsent:${url}`;

export function keepUnsent(url: string, unsent: Unsent): void {
  keep(place(url), JSON.stringify(unsent));
}

export function forgetUnsent(url: string): void {
  keep(place(url), null);
}

export function recallUnsent(url: string): Unsent | null {
  try {
    return JSON.parse(recall(place(url)) ?? "null") as Unsent | null;
  } catch {
    return null;
  }
}

/** A random UUID; crypto.randomUUID exists only under https, and a customs house may use plain http inside. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
