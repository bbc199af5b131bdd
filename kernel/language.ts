import { join } from "node:path";
import type TS from "typescript-js";
import { type BoundFile, Names } from "./names.ts";
import { ts } from "./typescript.ts";

/** A text, checked as the next cell. */
export interface Checked {
  readonly file: TS.SourceFile;
  readonly names: Names;
  /** What is wrong with it, and with the `.ts` files near the notebook that it imports. */
  readonly diagnostics: readonly TS.Diagnostic[];
}

/** A cell whose names later cells see. */
interface Kept {
  readonly slot: string;
  readonly uses: ReadonlySet<string>;
  /** Names that it would have declared, had it not failed before. */
  readonly missing: ReadonlySet<string>;
}

/** The cells of a notebook, checked one after the other. */
export interface CheckedNotebook {
  readonly diagnostics: readonly TS.Diagnostic[];
  /** Whether two of its cells declare the same name. */
  readonly isRedeclared: boolean;
}

/** How many files for cells the first program has; where all are taken, there are twice as many. */
const firstSlots = 64;
const empty = "export {};";

/**
 * TypeScript as it sees a notebook: each cell is a module of its own, around which the scope of the
 * cells before it lies. A name declared again hides the older one. Cells that nobody can see any
 * more are forgotten.
 *
 * A cell is put into one of a fixed set of files: with the same files as before, TypeScript keeps all
 * that it knows of the others.
 */
export class Language {
  readonly #folder: string;
  readonly #options: TS.CompilerOptions;
  readonly #library: LanguageOptions["library"];
  readonly #ambient: readonly string[];
  readonly #texts = new Map<string, string>();
  readonly #versions = new Map<string, number>();
  /** What the file of a cell is called in messages, such as `cell 12`. */
  readonly #labels = new Map<string, string>();
  #chain: readonly Kept[] = [];
  #resolutions: TS.ModuleResolutionCache | undefined;
  #service: TS.LanguageService;
  #hasDocs = false;

  /**
   * @param folder  the notebook's, from which imports are found
   * @param options.library  a package whose types are elsewhere than it says
   * @param options.ambient  paths of declarations that all cells see
   */
  constructor(folder: string, { options, library, ambient = [] }: LanguageOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#library = library;
    this.#ambient = ambient;
    this.#addSlots(firstSlots);
    this.#service = this.#createService();
  }

  /**
   * Checks a text as the next cell; `keep` makes it that.
   *
   * @param label  what it is called in messages
   */
  check(text: string, label: string): Checked {
    const slot = this.#freeSlot();
    this.#labels.set(slot, label);
    const { program, file, names } = this.#load(slot, text);
    return { file, names, diagnostics: this.#diagnose(program, file) };
  }

  /** Checks the cells of a whole notebook, in order, and forgets them. */
  checkAll(cells: readonly { readonly text: string; readonly label: string }[]): CheckedNotebook {
    for (const { text, label } of cells) {
      const slot = this.#freeSlot();
      this.#labels.set(slot, label);
      this.#write(slot, text);
      this.#chain = [...this.#chain, { slot, uses: new Set(), missing: new Set() }];
    }
    const slots = this.#chain.map(({ slot }) => slot);
    const { program } = this.#load(this.#freeSlot(), empty);
    this.#chain = [];
    const files = slots.map((slot) => program.getSourceFile(slot) as BoundFile);
    const diagnostics = files.flatMap((file) => this.#diagnose(program, file));
    const names = files.flatMap(({ locals }) => [...(locals?.keys() ?? [])]);
    for (const slot of slots) this.#write(slot, empty);
    return { diagnostics, isRedeclared: new Set(names).size < names.length };
  }

  /**
   * Adds a checked cell to what later ones see.
   *
   * @param cell.missing  names that it would declare, but never came to
   */
  keep({ file }: Checked, cell: KeptCell): void {
    const uses = new Set([...cell.uses].map(({ fileName }) => fileName));
    const kept = { slot: file.fileName, uses, missing: cell.missing };
    this.#chain = this.#visible([...this.#chain, kept]);
    const taken = new Set(this.#chain.map(({ slot }) => slot));
    for (const slot of this.#texts.keys()) if (!taken.has(slot)) this.#write(slot, empty);
  }

  /** What is known of the place in a text: of the name there, or else of the call around it. */
  help(text: string, position: number): string | undefined {
    this.#useDocs();
    const slot = this.#freeSlot();
    this.#load(slot, text);
    const info = this.#service.getQuickInfoAtPosition(slot, position);
    if (info) return describeInfo(info);
    const help = this.#service.getSignatureHelpItems(slot, position, undefined);
    return help && describeSignature(help);
  }

  /** What could stand at a place in a text. */
  complete(text: string, position: number): Completion {
    const slot = this.#freeSlot();
    this.#load(slot, text);
    const found = this.#service.getCompletionsAtPosition(slot, position, {});
    const before = /[\p{ID_Continue}$#]*$/u.exec(text.slice(0, position))?.[0] ?? "";
    const after = /^[\p{ID_Continue}$]*/u.exec(text.slice(position))?.[0] ?? "";
    const [{ replacementSpan } = {}] = found?.entries ?? [];
    const start = replacementSpan?.start ?? position - before.length;
    const end = replacementSpan ? ts.textSpanEnd(replacementSpan) : position + after.length;
    const prefix = text.slice(start, position).toLowerCase();
    const rank = ({ name }: TS.CompletionEntry) => {
      if (name.startsWith(text.slice(start, position))) return 0;
      return name.toLowerCase().startsWith(prefix) ? 1 : 2;
    };
    const names = (found?.entries ?? [])
      .filter(({ name }) => name.toLowerCase().includes(prefix))
      .toSorted(
        (a, b) => rank(a) - rank(b) || compare(a.sortText, b.sortText) || compare(a.name, b.name),
      )
      .map(({ name }) => name);
    return { start, end, names };
  }

  /** What the file of a cell is called in messages; with or without its ending. */
  labelOf(fileName: string): string | undefined {
    return this.#labels.get(fileName) ?? this.#labels.get(`${fileName}.mts`);
  }

  close(): void {
    this.#service.dispose();
  }

  #diagnose(program: TS.Program, file: TS.SourceFile): readonly TS.Diagnostic[] {
    const syntactic = program.getSyntacticDiagnostics(file);
    if (syntactic.length > 0) return syntactic;
    const found = [file, ...this.#filesNearby(program, file)].flatMap((one) => [
      ...program.getSyntacticDiagnostics(one),
      ...program.getSemanticDiagnostics(one),
    ]);
    return found.filter((one) => !isGrowingElsewhere(one));
  }

  #load(slot: string, text: string) {
    this.#write(slot, text);
    // Anew each time: files and packages come and go.
    this.#resolutions = ts.createModuleResolutionCache(this.#folder, (path) => path, this.#options);
    const program = this.#service.getProgram() as TS.Program;
    const checker = program.getTypeChecker();
    this.#link(program, slot);
    const file = program.getSourceFile(slot) as TS.SourceFile;
    return {
      program,
      file,
      names: new Names(checker, ({ fileName }) => this.#texts.has(fileName)),
    };
  }

  /** Puts the scope of each cell around that of the next one, and hides what was never declared. */
  #link(program: TS.Program, current: string): void {
    let outer: BoundFile | undefined;
    for (const { slot, missing } of [...this.#chain, { slot: current, missing: [] }]) {
      const file = program.getSourceFile(slot) as BoundFile;
      Object.assign(file, { parent: outer });
      for (const name of missing) file.locals?.delete(ts.escapeLeadingUnderscores(name));
      outer = file;
    }
  }

  /** Those of the cells whose names can be seen from the next one, and whom they use in turn. */
  #visible(cells: readonly Kept[]): Kept[] {
    const program = this.#service.getProgram() as TS.Program;
    const bySlot = new Map(cells.map((cell) => [cell.slot, cell]));
    const seen = new Set<string>();
    const live = new Set<Kept>();
    const add = (cell: Kept | undefined) => {
      if (!cell || live.has(cell)) return;
      live.add(cell);
      for (const slot of cell.uses) add(bySlot.get(slot));
    };
    for (const cell of cells.toReversed()) {
      const file = program.getSourceFile(cell.slot) as BoundFile;
      for (const [name, symbol] of file.locals ?? []) {
        if (cell.missing.has(ts.unescapeLeadingUnderscores(name))) continue;
        const { flags } = symbol.exportSymbol ?? symbol;
        const key = (meaning: number) => (flags & meaning ? [`${meaning} ${name}`] : []);
        const alias = ts.SymbolFlags.Alias | ts.SymbolFlags.Value;
        const keys = [...key(alias), ...key(ts.SymbolFlags.Type | ts.SymbolFlags.Namespace)];
        if (keys.some((one) => !seen.has(one))) add(cell);
        for (const one of keys) seen.add(one);
      }
      // What it adds to the types of others is seen by all.
      if (file.moduleAugmentations && file.moduleAugmentations.length > 0) add(cell);
    }
    return cells.filter((cell) => live.has(cell));
  }

  /** The TypeScript files that a cell imports, and those that they import, but for packages'. */
  #filesNearby(program: TS.Program, cell: TS.SourceFile): TS.SourceFile[] {
    const found = new Set<TS.SourceFile>();
    const add = (file: TS.SourceFile) => {
      const { imports = [] } = file as { imports?: readonly TS.StringLiteralLike[] };
      for (const specifier of imports) {
        const symbol = program.getTypeChecker().getSymbolAtLocation(specifier);
        const imported = symbol?.declarations?.find(ts.isSourceFile);
        if (!imported || found.has(imported) || !specifier.text.startsWith(".")) continue;
        if (imported.isDeclarationFile) continue;
        found.add(imported);
        add(imported);
      }
    };
    add(cell);
    return [...found];
  }

  #freeSlot(): string {
    const taken = new Set(this.#chain.map(({ slot }) => slot));
    const free = [...this.#texts.keys()].find((slot) => !taken.has(slot));
    if (free !== undefined) return free;
    this.#addSlots(this.#texts.size);
    return this.#freeSlot();
  }

  #addSlots(count: number): void {
    const first = this.#texts.size;
    for (let n = first; n < first + count; n++) {
      this.#texts.set(join(this.#folder, `__cell_${n}__.mts`), empty);
    }
  }

  #write(slot: string, text: string): void {
    if (this.#texts.get(slot) === text) return;
    this.#texts.set(slot, text);
    this.#versions.set(slot, (this.#versions.get(slot) ?? 0) + 1);
  }

  /** Doc comments are half of what there is to parse at the start, and only shown when asked for. */
  #useDocs(): void {
    if (this.#hasDocs) return;
    this.#hasDocs = true;
    this.#service.dispose();
    this.#service = this.#createService();
  }

  #createService(): TS.LanguageService {
    const { sys } = ts;
    const textOf = (path: string) => this.#texts.get(path) ?? sys.readFile(path);
    return ts.createLanguageService({
      getCompilationSettings: () => this.#options,
      resolveModuleNameLiterals: (literals, file, redirected, options, source) =>
        literals.map((literal) => {
          const found = literal.text === this.#library?.name && this.#library.findTypes();
          if (found) return { resolvedModule: { resolvedFileName: found, extension: ".d.ts" } };
          const mode = ts.getModeForUsageLocation(source, literal, options);
          const cache = this.#resolutions;
          return ts.resolveModuleName(literal.text, file, options, sys, cache, redirected, mode);
        }),
      getCurrentDirectory: () => this.#folder,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      getScriptFileNames: () => [...this.#ambient, ...this.#texts.keys()],
      getScriptVersion: (path) => this.#versionOf(path),
      getScriptSnapshot: (path) => {
        const text = textOf(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      readFile: textOf,
      fileExists: (path) => this.#texts.has(path) || sys.fileExists(path),
      directoryExists: sys.directoryExists,
      getDirectories: sys.getDirectories,
      readDirectory: sys.readDirectory,
      ...(sys.realpath && { realpath: sys.realpath }),
      useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
      jsDocParsingMode: this.#hasDocs
        ? ts.JSDocParsingMode.ParseAll
        : ts.JSDocParsingMode.ParseForTypeErrors,
    });
  }

  /** Files of packages stay as they are while the kernel runs; those near the notebook may change. */
  #versionOf(path: string): string {
    if (this.#texts.has(path)) return String(this.#versions.get(path) ?? 0);
    if (path.includes("/node_modules/") || path.endsWith(".d.ts")) return "";
    return String(ts.sys.getModifiedTime?.(path)?.getTime());
  }
}

/** How a `Language` reads a notebook. */
export interface LanguageOptions {
  readonly options: TS.CompilerOptions;
  readonly ambient?: readonly string[];
  readonly library?: {
    readonly name: string;
    /** The path of its declarations; `undefined` if there are none but its own. */
    readonly findTypes: () => string | undefined;
  };
}

/** What is to be remembered of a cell that has run. */
export interface KeptCell {
  /** The cells whose names it uses. */
  readonly uses: ReadonlySet<TS.SourceFile>;
  readonly missing: ReadonlySet<string>;
}

/** Names that could stand in place of `start` to `end`, the likeliest first. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
}

/**
 * `const results = []` in one cell, and in the next `results.push(1)`: TypeScript says that it cannot
 * tell what will be in it, though in one module it could. Here it holds `any`.
 */
function isGrowingElsewhere({ code, file, start = 0, length = 0 }: TS.Diagnostic): boolean {
  const name = file?.text.slice(start, start + length) ?? "";
  const { locals } = file as BoundFile;
  return code === implicitAny && !locals?.has(ts.escapeLeadingUnderscores(name));
}

const implicitAny = 7005;

function describeInfo({ displayParts, documentation, tags }: TS.QuickInfo): string {
  return joinParts(ts.displayPartsToString(displayParts), documentation, tags);
}

function describeSignature(help: TS.SignatureHelpItems): string {
  const texts = help.items.map((item) => {
    const separator = ts.displayPartsToString(item.separatorDisplayParts);
    const parameters = item.parameters.map((one) => ts.displayPartsToString(one.displayParts));
    const prefix = ts.displayPartsToString(item.prefixDisplayParts);
    const suffix = ts.displayPartsToString(item.suffixDisplayParts);
    const text = prefix + parameters.join(separator) + suffix;
    return joinParts(text, item.documentation, item.tags);
  });
  return texts.join("\n\n");
}

/** A declaration, what its doc comment says, and its tags: `Throws: TypeError if …`. */
function joinParts(
  declaration: string,
  documentation: readonly TS.SymbolDisplayPart[] | undefined,
  tags: readonly TS.JSDocTagInfo[] | undefined,
): string {
  const doc = ts.displayPartsToString(documentation ? [...documentation] : []);
  const told = (tags ?? []).map(({ name, text }) => {
    const title = name.charAt(0).toUpperCase() + name.slice(1);
    const said = ts.displayPartsToString(text);
    const separator = said.includes("\n") ? "\n" : " ";
    return `${title}:${separator}${said}`.trimEnd();
  });
  return [declaration, doc, ...told].filter((part) => part !== "").join("\n\n");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
