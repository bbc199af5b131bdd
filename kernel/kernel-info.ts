import { readFileSync } from "node:fs";
import { protocolVersion } from "./messages.ts";

const tslab = new URL("../node_modules/tslab/package.json", import.meta.url);

/** What the kernel says of itself. */
export function kernelInfo(versions: { readonly typescript: string }) {
  const { version } = JSON.parse(readFileSync(tslab, "utf8"));
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "tslab",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: versions.typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      // A name that JupyterLab knows; tslab's own object makes it colour cells as JavaScript.
      codemirror_mode: "typescript",
    },
    banner: `TypeScript ${versions.typescript} on Node ${process.version}, run by tslab ${version}`,
    help_links: [{ text: "tslab", url: "https://github.com/yunabe/tslab" }],
    debugger: false,
  };
}
