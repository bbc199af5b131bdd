import { protocolVersion } from "./messages.ts";

/** What the kernel says of itself. */
export function kernelInfo(versions: { readonly tslab: string; readonly typescript: string }) {
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "tslab",
    implementation_version: versions.tslab,
    language_info: {
      name: "typescript",
      version: versions.typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      // A name that JupyterLab knows; tslab's own object makes it colour cells as JavaScript.
      codemirror_mode: "typescript",
    },
    banner: `TypeScript ${versions.typescript} on Node ${process.version}, run by tslab ${versions.tslab}`,
    help_links: [{ text: "tslab", url: "https://github.com/yunabe/tslab" }],
    debugger: false,
  };
}
