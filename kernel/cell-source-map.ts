import { SourceMap } from "node:module";

/** A place in a cell as typed, 1-based. */
export interface CellPosition {
  readonly line: number;
  readonly column: number;
}

/** What of TypeScript's API decides whether there are source maps. */
interface Compiler {
  createWatchCompilerHost(files: unknown, options: object, ...rest: unknown[]): unknown;
  transpileModule(input: string, options: { readonly compilerOptions?: object }): unknown;
}

/** What is remembered of a script. */
interface Script {
  readonly source: string;
  /** How many lines the emitted code has; tslab's wrapper comes after them. */
  readonly lines: number;
  /** The maps as emitted, the last stage first: decoded only when a place is asked for. */
  readonly encoded: readonly string[];
  maps?: Maps | undefined;
}

interface Maps {
  readonly toModule: SourceMap;
  readonly toSource: SourceMap;
  /** Lines that the converter puts before the source. */
  readonly linesBefore: number;
}

const remembered = 500;
const mappingComment = /\n?\/\/# sourceMappingURL=data:application\/json;base64,(\S*)\s*$/;
/** What the converter puts in front of a cell, though not of a file. */
const converterPrefix = /^export \{\};\r?\n/;
const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

/**
 * Makes the converters that tslab builds from now on emit inline source maps in both of their
 * stages, from TypeScript to a module and from there to CommonJS.
 *
 * @param ts a copy of tslab's TypeScript, whose own functions cannot be replaced, that takes its
 *   place in `require.cache` before tslab's converter is loaded
 */
export function enableSourceMaps(ts: object): void {
  const compiler = ts as Compiler;
  const { createWatchCompilerHost, transpileModule } = compiler;
  compiler.createWatchCompilerHost = (files, options, ...rest) =>
    createWatchCompilerHost(
      files,
      { ...options, inlineSourceMap: true, inlineSources: true },
      ...rest,
    );
  compiler.transpileModule = (input, options) =>
    transpileModule(input, {
      ...options,
      compilerOptions: { ...options.compilerOptions, inlineSourceMap: true },
    });
}

/** What a cell is called to people: `cell 12` for the script `cell-12`. */
export function cellLabel(cellName: string): string {
  return cellName.replace(/^cell-(?=\d+$)/, "cell ");
}

/** Splits a text as TypeScript counts its lines. */
export function linesOf(text: string): string[] {
  return text.split(lineBreak);
}

/** Remembers the sources and the source maps of the latest 500 cells. */
export class CellSourceMaps {
  readonly #scripts = new Map<string, Script>();

  /**
   * Takes what the converter emitted for a cell, and returns it as it is to be run: without the
   * source maps, and named, so that stack frames carry `cellName`.
   *
   * Other scripts of the converter, such as the modules beside a notebook, can be registered too,
   * by their paths.
   */
  register(cellName: string, output: string, source: string): string {
    const encoded: string[] = [];
    let code = output;
    for (;;) {
      const comment = mappingComment.exec(code);
      if (!comment) break;
      encoded.push(comment[1] ?? "");
      code = code.slice(0, comment.index);
    }
    this.#scripts.delete(cellName);
    this.#scripts.set(cellName, { source, lines: linesOf(code).length, encoded });
    for (const oldest of this.#scripts.keys()) {
      if (this.#scripts.size <= remembered) break;
      this.#scripts.delete(oldest);
    }
    return `${code}\n//# sourceURL=${cellName}`;
  }

  /** The text typed into a cell, if the cell is remembered. */
  sourceOf(cellName: string): string | undefined {
    return this.#scripts.get(cellName)?.source;
  }

  /**
   * The place as typed of a place in a cell's emitted code, both 1-based. `undefined` for what the
   * student did not type: the compiler's helpers and tslab's wrapper.
   */
  locate(cellName: string, line: number, column: number): CellPosition | undefined {
    const script = this.#scripts.get(cellName);
    if (!script || line > script.lines) return undefined;
    script.maps ??= decode(script);
    const { toModule, toSource, linesBefore } = script.maps ?? {};
    const inModule = toModule?.findEntry(line - 1, column - 1);
    if (!inModule || !("originalLine" in inModule)) return undefined;
    const typed = toSource?.findEntry(inModule.originalLine, inModule.originalColumn);
    if (!typed || !("originalLine" in typed)) return undefined;
    const line0 = typed.originalLine - (linesBefore ?? 0);
    const text = linesOf(script.source)[line0];
    if (text === undefined) return undefined;
    return { line: line0 + 1, column: calleeAt(text, typed.originalColumn) + 1 };
  }
}

/**
 * Where the name before a bracket begins, as V8 tells the place of a call; it takes the bracket's if
 * the name is an imported one, since that is emitted as `(0, module.name)(…)`.
 */
function calleeAt(line: string, column: number): number {
  if (line[column] !== "(") return column;
  return /[\p{ID_Continue}$]*$/u.exec(line.slice(0, column))?.index ?? column;
}

function decode({ encoded: [last, first], source }: Script): Maps | undefined {
  if (first === undefined || last === undefined) return undefined;
  const toSource = mapOf(first);
  const converted: string = toSource.payload.sourcesContent[0] ?? "";
  const isPrefixed = converterPrefix.test(converted) && !converted.startsWith(source);
  return { toModule: mapOf(last), toSource, linesBefore: isPrefixed ? 1 : 0 };
}

function mapOf(encoded: string): SourceMap {
  return new SourceMap(JSON.parse(Buffer.from(encoded, "base64").toString()));
}
