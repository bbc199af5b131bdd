import { readFileSync, statSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { constants, Script } from "node:vm";
import { connectTslab } from "./tslab-display.ts";
import { ts } from "./typescript.ts";

type Module = Readonly<Record<string, unknown>>;

/** Lets `import()` in the text of a script work, as it does in a file. */
export const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;

/**
 * Modules as a file in the notebook's folder would import them. Of a `.ts` or `.json` file near the
 * notebook, the newest text counts: Node, which loads each address once, is asked for
 * `helper.ts?version=…`.
 */
export class NotebookModules {
  /** The notebook's `import.meta`. */
  readonly meta: Partial<ImportMeta>;
  readonly require: NodeJS.Require;
  readonly #import: (specifier: string, options: ImportCallOptions) => Promise<Module>;
  readonly #urls = new Map<string, string>();

  /** @param folder  the notebook's */
  constructor(folder: string) {
    // A file that is not there: what is imported in a cell is found as from there.
    const filename = join(folder, "__notebook__.mts");
    const url = pathToFileURL(filename).href;
    const script = new Script("(specifier, options) => import(specifier, options)", {
      filename,
      importModuleDynamically,
    });
    this.#import = script.runInThisContext();
    this.require = createRequire(url);
    this.meta = {
      url,
      filename,
      dirname: folder,
      resolve: (specifier: string) => pathToFileURL(this.require.resolve(specifier)).href,
    };
    registerHooks({
      resolve: (specifier, context, next) => {
        const found = next(specifier, context);
        const isFromHere = context.parentURL === url;
        const isNear = specifier.startsWith(".") && !found.url.includes("/node_modules/");
        const isVersioned = isFromHere || context.parentURL?.includes("?version=");
        if (isNear && isVersioned) found.url += `?version=${versionOf(fileURLToPath(found.url))}`;
        if (isFromHere) this.#urls.set(specifier, found.url);
        return found;
      },
    });
  }

  async import(specifier: string, attributes: Readonly<Record<string, string>>): Promise<Module> {
    const module = await this.#import(specifier, { with: { ...attributes } });
    if (specifier === "tslab") connectTslab();
    return module;
  }

  /** The address of what was imported. */
  urlOf(specifier: string): string {
    return this.#urls.get(specifier) ?? specifier;
  }
}

/** When a file, or one of those that it imports by a relative path, was last changed, in ms. */
function versionOf(path: string, seen = new Set<string>()): number {
  if (seen.has(path)) return 0;
  seen.add(path);
  const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  if (!/\.[cm]?[jt]s$/.test(path)) return mtimeMs;
  const imported = ts.preProcessFile(readFileSync(path, "utf8"), true, true).importedFiles;
  const near = imported.filter(({ fileName }) => fileName.startsWith("."));
  return Math.max(
    mtimeMs,
    ...near.map(({ fileName }) => versionOf(join(path, "..", fileName), seen)),
  );
}
