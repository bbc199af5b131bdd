import { join } from "node:path";
import type TS from "typescript-js";
import { ts } from "./typescript.ts";

/**
 * The compiler's options for cells: those of tsconfig.json, but for what is asked of the library's
 * files alone: a cell may use all of TypeScript, and what it declares is for later cells.
 */
export function cellOptions(root: string): TS.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  return {
    ...options,
    moduleDetection: ts.ModuleDetectionKind.Force,
    erasableSyntaxOnly: false,
    verbatimModuleSyntax: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
  };
}
