/** What does this browser remember for us? Nothing breaks where storing is forbidden or full. */

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keep a value, or forget it where it is null. */
export function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // The answer is still sent from memory; only a closed tab would lose it.
  }
}
