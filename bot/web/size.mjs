// Fails the build when the widget grows past what a phone on a slow network should load.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT = 30_000;
const size = gzipSync(readFileSync("dist/widget.js"), { level: 9 }).length;
console.log(`widget.js: ${size} bytes gzip (limit ${LIMIT})`);
if (size > LIMIT) {
  console.error(`widget.js is over its limit by ${size - LIMIT} bytes`);
  process.exit(1);
}

// The hash of the sources, so that a check without Node can tell whether dist is theirs.
const files = ["package-lock.json", "vite.config.ts", "tsconfig.json"];
const walk = (folder) =>
  readdirSync(folder)
    .sort()
    .forEach((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) walk(path);
      else files.push(path);
    });
walk("src");
walk("public");
const hash = createHash("sha256");
for (const file of files) hash.update(file.replaceAll("\\", "/")).update(readFileSync(file));
writeFileSync("dist/source.sha256", hash.digest("hex") + "\n");
