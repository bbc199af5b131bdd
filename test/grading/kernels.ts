import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findEnvironment, jupyterVariables, root } from "../../scripts/environment.mjs";

/** Which kernel answers to the name `tslab`. */
export type KernelName = "ours" | "stock";

/** A kernel that Jupyter can start. */
export interface Kernel {
  readonly name: KernelName;
  /** The variables that lead Jupyter to it. */
  readonly env: NodeJS.ProcessEnv;
  /**
   * How Jupyter is to reach it: by sockets in a folder (ipc), or by ports (tcp), which is all that
   * stock tslab knows. Jupyter chooses free ports, and by the time that the kernel takes them,
   * another program may have: of some hundred kernels, one does not start.
   */
  readonly transport: "ipc" | "tcp";
}

/**
 * Heaps of 300 MB: a cell that fills its heap needs most of a minute for the 4 GB that Node
 * takes by itself on a machine of this size, and seconds for this.
 */
const HEAP = "--max-old-space-size=300";

/**
 * Our kernel, as it is installed in the course's environment, or one as `tslab install` would make
 * it, whose files are put into `folder`.
 */
export function installKernel(name: KernelName, folder: string): Kernel {
  const environment = findEnvironment();
  const variables: NodeJS.ProcessEnv = {
    ...jupyterVariables(environment),
    NODE_OPTIONS: [process.env.NODE_OPTIONS, HEAP].filter(Boolean).join(" "),
  };
  if (name === "ours") {
    const transport = process.platform === "win32" ? "tcp" : "ipc";
    return { name, env: variables, transport };
  }
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
  const JUPYTER_PATH = [share, variables.JUPYTER_PATH].join(delimiter);
  return { name, env: { ...variables, JUPYTER_PATH }, transport: "tcp" };
}
