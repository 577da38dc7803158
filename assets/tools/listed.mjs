/** Which files does a page name itself, that no script or style mentions? */

import { readFile } from "node:fs/promises";
import { basename } from "node:path";

/** A Vite plugin: put `files` (paths under `root`, a URL) into the build and its manifest. */
export function listed(root, files) {
  return {
    name: "greenlane-listed",
    apply: "build",
    async buildStart() {
      for (const file of files) {
        const source = await readFile(new URL(file, root));
        this.emitFile({ type: "asset", name: basename(file), originalFileName: file, source });
      }
    },
  };
}
