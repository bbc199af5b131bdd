import { readFileSync } from "node:fs";
import { protocolVersion } from "./messages.ts";

const versionOf = (name: string): string => {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
};
const tslab = versionOf("tslab");
// Not that of the compiler itself: loading it takes longer than to answer.
const typescript = versionOf("typescript-js");

/** What the kernel says of itself. */
export const kernelInfo = {
  status: "ok",
  protocol_version: protocolVersion,
  implementation: "tslab",
  implementation_version: tslab,
  language_info: {
    name: "typescript",
    version: typescript,
    mimetype: "text/typescript",
    file_extension: ".ts",
    pygments_lexer: "typescript",
    // A name that JupyterLab knows; tslab's own object makes it colour cells as JavaScript.
    codemirror_mode: "typescript",
  },
  banner: `TypeScript ${typescript} on Node ${process.version}, for notebooks of tslab ${tslab}`,
  help_links: [{ text: "tslab", url: "https://github.com/yunabe/tslab" }],
  debugger: false,
};
