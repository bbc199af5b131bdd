import type TS from "typescript-js";
import type { CellFiles } from "./cell-files.ts";
import { ts } from "./typescript.ts";

/** How cells are read. */
export interface LanguageOptions {
  readonly options: TS.CompilerOptions;
  /** Paths of declarations that all cells see. */
  readonly ambient?: readonly string[];
  /** Of a package whose types are elsewhere than it says, the path of its declarations. */
  readonly findTypes?: (name: string) => string | undefined;
}

/** What a service works on. */
export interface ServiceOptions extends LanguageOptions {
  readonly folder: string;
  readonly files: CellFiles;
  /** Doc comments are half of what there is to parse, and only shown when asked for. */
  readonly hasDocs: boolean;
}

/**
 * TypeScript's language service over the files of cells, and over the disk.
 *
 * @returns the service, and what makes it look for files and packages anew: they come and go
 */
export function createService(service: ServiceOptions): {
  readonly service: TS.LanguageService;
  readonly lookAnew: () => void;
} {
  const { folder, files, options, ambient = [], hasDocs } = service;
  const { sys } = ts;
  const textOf = (path: string) => files.textOf(path) ?? sys.readFile(path);
  let resolutions: TS.ModuleResolutionCache | undefined;
  const typesFound = new Map<string, string | undefined>();
  const typesOf = (name: string) => {
    if (!typesFound.has(name)) typesFound.set(name, service.findTypes?.(name));
    return typesFound.get(name);
  };
  const host: TS.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [...ambient, ...files.paths],
    getScriptVersion: (path) => versionOf(path, files),
    getScriptSnapshot: (path) => {
      const text = textOf(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    resolveModuleNameLiterals: (literals, file, redirected, options, source) =>
      literals.map((literal) => {
        const types = typesOf(literal.text);
        if (types) return { resolvedModule: { resolvedFileName: types, extension: ".d.ts" } };
        const mode = ts.getModeForUsageLocation(source, literal, options);
        const { text } = literal;
        return ts.resolveModuleName(text, file, options, sys, resolutions, redirected, mode);
      }),
    readFile: textOf,
    fileExists: (path) => files.has(path) || sys.fileExists(path),
    directoryExists: sys.directoryExists,
    getDirectories: sys.getDirectories,
    readDirectory: sys.readDirectory,
    ...(sys.realpath && { realpath: sys.realpath }),
    useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
    jsDocParsingMode: hasDocs
      ? ts.JSDocParsingMode.ParseAll
      : ts.JSDocParsingMode.ParseForTypeErrors,
  };
  return {
    service: ts.createLanguageService(host),
    lookAnew: () => {
      typesFound.clear();
      resolutions = ts.createModuleResolutionCache(folder, (path) => path, options);
    },
  };
}

/** Files of packages stay as they are while the kernel runs; those near the notebook may change. */
function versionOf(path: string, files: CellFiles): string {
  if (files.has(path)) return String(files.versionOf(path));
  if (path.includes("/node_modules/") || path.endsWith(".d.ts")) return "";
  return String(ts.sys.getModifiedTime?.(path)?.getTime());
}
