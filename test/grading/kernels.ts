import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findEnvironment, jupyterVariables, root } from "../../scripts/environment.mjs";

/** Which kernel answers to the name `tslab`. */
export type Kernel = "ours" | "stock";

/**
 * Heaps of 300 MB: a cell that fills its heap needs most of a minute for the 4 GB that Node
 * takes by itself on a machine of this size, and seconds for this.
 */
const HEAP = "--max-old-space-size=300";

/**
 * The variables that lead Jupyter to a kernel: to ours, as it is installed in the course's
 * environment, or to one as `tslab install` would make it, kept in `folder`.
 */
export function variablesFor(kernel: Kernel, folder: string): NodeJS.ProcessEnv {
  const environment = findEnvironment();
  const variables = jupyterVariables(environment);
  const NODE_OPTIONS = [process.env.NODE_OPTIONS, HEAP].filter(Boolean).join(" ");
  if (kernel === "ours") return { ...variables, NODE_OPTIONS };

  const share = join(folder, "stock");
  const tslab = join(root, "node_modules", "tslab", "bin", "tslab");
  const spec = {
    argv: [environment.node, tslab, "kernel", "--config-path", "{connection_file}"],
    display_name: "TypeScript (stock tslab)",
    language: "typescript",
  };
  mkdirSync(join(share, "kernels", "tslab"), { recursive: true });
  writeFileSync(join(share, "kernels", "tslab", "kernel.json"), JSON.stringify(spec, null, 2));
  // The first of a name wins.
  return {
    ...variables,
    NODE_OPTIONS,
    JUPYTER_PATH: [share, variables.JUPYTER_PATH].join(delimiter),
  };
}
