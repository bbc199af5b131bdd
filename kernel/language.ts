import type TS from "typescript-js";
import { CellFiles } from "./cell-files.ts";
import { type Completion, completionOf, describeInfo, describeSignature } from "./editor-help.ts";
import { createService, type LanguageOptions, type ServiceOptions } from "./language-service.ts";
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

/**
 * TypeScript as it sees a notebook: each cell is a module of its own, around which the scope of the
 * cells before it lies. A name declared again hides the older one. Cells that nobody can see any
 * more are forgotten.
 */
export class Language {
  readonly #options: Omit<ServiceOptions, "hasDocs">;
  readonly #files: CellFiles;
  #chain: readonly Kept[] = [];
  #service: ReturnType<typeof createService>;
  #hasDocs = false;

  /** @param folder  the notebook's, from which imports are found */
  constructor(folder: string, options: LanguageOptions) {
    this.#files = new CellFiles(folder);
    this.#options = { ...options, folder, files: this.#files };
    this.#service = createService({ ...this.#options, hasDocs: false });
  }

  /** Reads the types that every cell sees; once that is done, it takes no time. */
  warmUp(): void {
    this.#service.service.getProgram()?.getTypeChecker();
  }

  /**
   * Checks a text as the next cell; `keep` makes it that.
   *
   * @param label  what it is called in messages
   */
  check(text: string, label: string): Checked {
    const { program, file, names } = this.#load(this.#free(), text, label);
    return { file, names, diagnostics: this.#diagnose(program, file) };
  }

  /** Checks the cells of a whole notebook, in order, and forgets them. */
  checkAll(cells: readonly { readonly text: string; readonly label: string }[]): CheckedNotebook {
    for (const { text, label } of cells) {
      const slot = this.#free();
      this.#files.write(slot, text, label);
      this.#chain = [...this.#chain, { slot, uses: new Set(), missing: new Set() }];
    }
    const slots = this.#chain.map(({ slot }) => slot);
    const { program } = this.#load(this.#free(), "");
    this.#chain = [];
    const files = slots.map((slot) => program.getSourceFile(slot) as BoundFile);
    const diagnostics = files.flatMap((file) => this.#diagnose(program, file));
    const names = files.flatMap(({ locals }) => [...(locals?.keys() ?? [])]);
    this.#files.clearAllBut(new Set());
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
    this.#files.clearAllBut(this.#taken);
  }

  /** What is known of the place in a text: of the name there, or else of the call around it. */
  help(text: string, position: number): string | undefined {
    this.#useDocs();
    const slot = this.#free();
    this.#load(slot, text);
    const { service } = this.#service;
    const info = service.getQuickInfoAtPosition(slot, position);
    if (info) return describeInfo(info);
    const help = service.getSignatureHelpItems(slot, position, undefined);
    return help && describeSignature(help);
  }

  /** What could stand at a place in a text. */
  complete(text: string, position: number): Completion {
    const slot = this.#free();
    this.#load(slot, text);
    const found = this.#service.service.getCompletionsAtPosition(slot, position, {});
    return completionOf(text, position, found?.entries ?? []);
  }

  /** What the file of a cell is called in messages. */
  labelOf(fileName: string): string | undefined {
    return this.#files.labelOf(fileName);
  }

  close(): void {
    this.#service.service.dispose();
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

  #load(slot: string, text: string, label?: string) {
    this.#files.write(slot, text, label);
    this.#service.lookAnew();
    const program = this.#service.service.getProgram() as TS.Program;
    const checker = program.getTypeChecker();
    this.#link(program, slot);
    const file = program.getSourceFile(slot) as TS.SourceFile;
    return {
      program,
      file,
      names: new Names(checker, ({ fileName }) => this.#files.has(fileName)),
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
    const program = this.#service.service.getProgram() as TS.Program;
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

  get #taken(): ReadonlySet<string> {
    return new Set(this.#chain.map(({ slot }) => slot));
  }

  #free(): string {
    return this.#files.freeBut(this.#taken);
  }

  #useDocs(): void {
    if (this.#hasDocs) return;
    this.#hasDocs = true;
    this.#service.service.dispose();
    this.#service = createService({ ...this.#options, hasDocs: true });
  }
}

/** What is to be remembered of a cell that has run. */
export interface KeptCell {
  /** The cells whose names it uses. */
  readonly uses: ReadonlySet<TS.SourceFile>;
  readonly missing: ReadonlySet<string>;
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
