/** Which letters of the typefaces travel to a reader? */

import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const characters = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, step) => String.fromCodePoint(first + step)).join("");

/** English, French and the languages written with Latin-1, with their punctuation and signs. */
const LATIN =
  characters(0x20, 0x7e) + characters(0xa0, 0xff) + "ŒœŸ–—‘’“”„…•‹›€−™\u2009\u202f";
/** Names of people from Central Europe, Turkey, the Baltic: fetched only by pages that hold one. */
const LATIN_EXTENDED = characters(0x100, 0x17f) + "ȘșȚțẞẀẁẂẃẄẅỲỳ";

/** Hinting is kept where small text needs it on coarse screens, and dropped from headings and codes. */
const FACES = [
  { name: "sans-400", file: "sans/files/ibm-plex-sans-latin-400-normal", text: LATIN },
  { name: "sans-600", file: "sans/files/ibm-plex-sans-latin-600-normal", text: LATIN },
  { name: "serif-600", file: "serif/files/ibm-plex-serif-latin-600-normal", text: LATIN, noHinting: true },
  { name: "mono-400", file: "mono/files/ibm-plex-mono-latin-400-normal", text: LATIN, noHinting: true },
  { name: "sans-400-extended", file: "sans/files/ibm-plex-sans-latin-ext-400-normal", text: LATIN_EXTENDED },
  { name: "sans-600-extended", file: "sans/files/ibm-plex-sans-latin-ext-600-normal", text: LATIN_EXTENDED },
  { name: "serif-600-extended", file: "serif/files/ibm-plex-serif-latin-ext-600-normal", text: LATIN_EXTENDED, noHinting: true },
];

/** Write the subsets as woff2 files into `folder`, which exists. */
export async function writeFonts(modules, folder) {
  await Promise.all(FACES.map((face) => writeFace(face, modules, folder)));
}

async function writeFace({ name, file, text, noHinting = false }, modules, folder) {
  const source = await readFile(new URL(`@fontsource/ibm-plex-${file}.woff2`, modules));
  const subset = await subsetFont(source, text, {
    targetFormat: "woff2",
    keepFeatures: ["kern", "mark", "ccmp", "locl"],
    noLayoutClosure: true,
    noHinting,
  });
  await writeFile(new URL(`${name}.woff2`, folder), subset);
}
