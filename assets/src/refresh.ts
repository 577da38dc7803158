/** Is what this page waits for there by now? Asks for the page again and shows the part that waits, in its place. */

const EVERY_MS = 5_000;
const MOST_TRIES = 36;

export function watchRefresh(): void {
  let tries = 0;

  const again = (): void => {
    if (document.querySelector("[data-refreshes]") && tries < MOST_TRIES) setTimeout(() => void look(), EVERY_MS);
  };

  const look = async (): Promise<void> => {
    const part = document.querySelector<HTMLElement>("[data-refreshes]");
    // Nobody looks, or somebody is just using a link in it: later.
    if (part && !document.hidden && !part.contains(document.activeElement)) {
      tries += 1;
      const fresh = await fetched(part.id);
      if (fresh && !fresh.hasAttribute("data-refreshes")) {
        part.removeAttribute("data-refreshes");
        part.replaceChildren(...fresh.childNodes); // the same live region, so that it is announced
      }
    }
    again();
  };

  again();
}

async function fetched(id: string): Promise<HTMLElement | null> {
  try {
    const answer = await fetch(location.href, { redirect: "error", cache: "no-store" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id) : null;
  } catch {
    return null; // offline: asked again later
  }
}
