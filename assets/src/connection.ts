/** Is the device connected? Says so in the bar [data-offline], and says nothing while it is. */

export function watchConnection(): void {
  const bar = document.querySelector<HTMLElement>("[data-offline]");
  if (!bar) return;
  const tell = (): void => {
    bar.textContent = navigator.onLine ? "" : (bar.dataset["words"] ?? "");
  };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}
