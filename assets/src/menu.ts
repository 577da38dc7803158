/** When does an open menu close? Menus are <details data-menu>, and open without a script. */

const OPEN = "details[data-menu][open]";

export function watchMenus(): void {
  document.addEventListener("click", (event) => closeExcept(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeAndReturn();
  });
}

function closeExcept(target: EventTarget | null): void {
  for (const menu of openMenus()) {
    const panel = menu.nextElementSibling;
    const inside = target instanceof Node && (menu.contains(target) || panel?.contains(target));
    if (!inside) menu.open = false;
  }
}

function closeAndReturn(): void {
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
}

const openMenus = (): NodeListOf<HTMLDetailsElement> => document.querySelectorAll<HTMLDetailsElement>(OPEN);
