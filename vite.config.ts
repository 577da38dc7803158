/** How do the sources under assets/ become the files under app/static/dist/? */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { compressed } from "./assets/tools/compress.mjs";
import { writeGenerated } from "./assets/tools/generated.mjs";
import { listed } from "./assets/tools/listed.mjs";

const root = new URL("./", import.meta.url);
const path = (name: string): string => fileURLToPath(new URL(name, root));

export default defineConfig(async () => {
  await writeGenerated(root);
  return {
    root: path("assets"),
    base: "/static/dist/",
    publicDir: false as const,
    plugins: [
      listed(new URL("assets/", root), ["images/favicon.svg", "fonts/OFL.txt"]),
      compressed(),
    ],
    build: {
      outDir: path("app/static/dist"),
      emptyOutDir: true,
      manifest: "manifest.json",
      assetsDir: "",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: ["chrome111", "firefox114", "safari16.4"],
      rolldownOptions: {
        input: {
          main: path("assets/src/main.ts"),
          quiz: path("assets/src/quiz.ts"),
          style: path("assets/styles/main.css"),
          questions: path("assets/styles/quiz.css"),
        },
      },
    },
  };
});
