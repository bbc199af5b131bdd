// tslab's own compiler and executor, set as the course needs them. tslab builds its compiler's
// options itself; the way in is the TypeScript that it loads, of which it gets a copy that we have
// changed. TypeScript's own exports are read-only.

import { createRequire, enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { enableSourceMaps } from "./cell-source-map.ts";
import type { CellDiagnostic } from "./diagnostics.ts";

// TypeScript is ten megabytes of JavaScript: kept compiled, it is there sooner.
enableCompileCache(fileURLToPath(new URL("../.cache/compiled", import.meta.url)));

const require = createRequire(import.meta.url);
const requireAsTslab = createRequire(require.resolve("tslab/package.json"));

/** What the compiler offers of TypeScript's API, as far as we use it. */
interface TypeScript {
  readonly version: string;
  createWatchCompilerHost(
    rootFiles: readonly string[],
    options: Record<string, unknown>,
    ...rest: unknown[]
  ): unknown;
  createWatchProgram(host: unknown): { updateRootFileNames(files: string[]): void };
  createSourceFile(name: string, text: string, target: number): SourceFile;
  forEachChild(node: Node, visit: (child: Node) => void): void;
  isShorthandPropertyAssignment(
    node: Node,
  ): node is Node & { readonly name: { readonly text: string; readonly end: number } };
  isIdentifier(node: Node): boolean;
  isBindingElement(node: Node): node is Node & { readonly propertyName?: Node };
  visitEachChild(node: Node, visitor: (child: Node) => Node, context: unknown): Node;
  readonly ScriptTarget: { readonly Latest: number };
}

/** A part of a parsed text. */
export interface Node {
  readonly kind: number;
}

/** A parsed text, and what is wrong with its form. */
export interface SourceFile extends Node {
  readonly parseDiagnostics: readonly { readonly code: number; readonly start: number }[];
}

/** What a cell becomes. */
export interface Conversion {
  readonly diagnostics: readonly CellDiagnostic[];
  readonly output?: string;
  readonly sideOutputs?: readonly { readonly path: string; readonly data: string }[];
  readonly hasToplevelAwait?: boolean;
}

/** tslab's compiler. */
export interface Converter {
  convert(previousDeclarations: string, source: string): Conversion;
  addModule(name: string, source: string, meta: unknown): CellDiagnostic[];
  close(): void;
}

/** tslab's executor. */
export interface TslabExecutor {
  execute(source: string): Promise<boolean>;
  inspect(source: string, position: number): unknown;
  complete(
    source: string,
    position: number,
  ): { readonly start: number; readonly end: number; readonly candidates: string[] };
  interrupt(): void;
  close(): void;
}

const compilerFile = requireAsTslab.resolve("@tslab/typescript-for-tslab");

/** The TypeScript that compiles cells. */
export const ts: TypeScript = { ...requireAsTslab(compilerFile) };
const cached = require.cache[compilerFile];
if (cached) cached.exports = ts;
useOptionsOfTheCourse();
spareKeysOfPatterns();
enableSourceMaps(ts);

export const { createConverter } = require("tslab/dist/converter.js") as {
  createConverter(options: { readonly isJS: boolean; readonly isBrowser: boolean }): Converter;
};

export const { createExecutor } = require("tslab/dist/executor.js") as {
  createExecutor(
    rootDir: string,
    converters: { readonly node: Converter; close(): void },
    console: { log(value: unknown): void; error(...args: unknown[]): void },
  ): TslabExecutor;
};

/** tslab's `display` writes through the last of these that it was given. */
export const displays = require("tslab/dist/jupyter.js") as {
  lastWriteDisplayData: (data: object, update: boolean) => void;
};

export const { printQuickInfo } = require("tslab/dist/inspect.js") as {
  printQuickInfo(info: unknown): string;
};

export const { version: tslabVersion } = require("tslab/package.json") as { version: string };

/** Strict, as in tsconfig.json, and with the library of Node 24, which this compiler is older than. */
function useOptionsOfTheCourse(): void {
  const { createWatchCompilerHost, createWatchProgram } = ts;
  const library = fileURLToPath(new URL("node24.d.ts", import.meta.url));
  const options = {
    lib: ["lib.esnext.d.ts"],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
  };
  ts.createWatchCompilerHost = (rootFiles, given, ...rest) =>
    createWatchCompilerHost([...rootFiles, library], { ...given, ...options }, ...rest);
  ts.createWatchProgram = (host) => {
    const program = createWatchProgram(host);
    const { updateRootFileNames } = program;
    program.updateRootFileNames = (files) => updateRootFileNames([...files, library]);
    return program;
  };
}

/**
 * tslab makes `exports.name` of what an earlier cell has declared, and takes the key in
 * `const { key: mine } = earlier` for that, too, if the type of `earlier` comes from there: what it
 * emits would not parse.
 */
function spareKeysOfPatterns(): void {
  const { visitEachChild } = ts;
  ts.visitEachChild = (node, visitor, context) => {
    const key = ts.isBindingElement(node) ? node.propertyName : undefined;
    const isSpared = (child: Node) => child === key && ts.isIdentifier(child);
    return visitEachChild(node, (child) => (isSpared(child) ? child : visitor(child)), context);
  };
}
