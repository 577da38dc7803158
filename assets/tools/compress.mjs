/** Which built files are also kept compressed, so that the server only picks one? */

import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = /\.(js|css|svg|json|txt)$/;

/** A Vite plugin: write .br and .gz beside each text file of the build, where they are smaller. */
export function compressed() {
  return {
    name: "greenlane-compressed",
    apply: "build",
    async writeBundle({ dir }) {
      const names = await readdir(dir, { recursive: true });
      await Promise.all(names.filter((name) => TEXT.test(name)).map((name) => compress(join(dir, name))));
    },
  };
}

async function compress(path) {
  const plain = await readFile(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  };
  await keepIfSmaller(`${path}.br`, brotliCompressSync(plain, { params }), plain);
  await keepIfSmaller(`${path}.gz`, gzipSync(plain, { level: 9 }), plain);
}

async function keepIfSmaller(path, packed, plain) {
  if (packed.length < plain.length) await writeFile(path, packed);
}
