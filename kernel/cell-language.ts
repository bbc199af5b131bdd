import { join } from "node:path";
import type { LanguageOptions } from "./language-service.ts";
import { findLibraryTypes } from "./library-types.ts";
import { ts } from "./typescript.ts";

/** Declarations that all cells see: of the kernel's own globals, and of a package without types. */
export function ambientFiles(root: string): string[] {
  return [
    join(root, "kernel", "cell-globals.d.ts"),
    join(root, "lib", "notebook", "asciichart.d.ts"),
  ];
}

/**
 * How cells are read: by the options of tsconfig.json, but for what is asked of the library's files
 * alone. A cell may use all of TypeScript, and what it declares is for later cells.
 *
 * @param root  the repository's folder
 */
export function cellLanguage(root: string): LanguageOptions {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  return {
    options: {
      ...options,
      // Also for a notebook that lies elsewhere.
      typeRoots: [join(root, "node_modules", "@types")],
      moduleDetection: ts.ModuleDetectionKind.Force,
      erasableSyntaxOnly: false,
      verbatimModuleSyntax: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
    findTypes: (name) => findLibraryTypes(name, root),
    ambient: ambientFiles(root),
  };
}
