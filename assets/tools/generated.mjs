/** Which sources does the build make itself before it starts? */

import { mkdir, writeFile } from "node:fs/promises";
import { writeFonts } from "./fonts.mjs";
import { band, rosette } from "./guilloche.mjs";

/** Write fonts and ornaments into assets/generated (not in version control). */
export async function writeGenerated(root) {
  const folder = new URL("assets/generated/", root);
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFonts(new URL("node_modules/", root), folder),
    writeFile(new URL("guilloche.svg", folder), band()),
    writeFile(new URL("rosette.svg", folder), rosette()),
  ]);
}
