import type { NotebookBinding, NotebookScope } from "../../lib/pools/notebook-scope.ts";

type AnyFunction = (...args: never[]) => unknown;

const hook = Symbol.for("concurrency-lab.scope");

/**
 * A notebook without a kernel: its cells declare names, and find them again as what the kernel's
 * compiler emits does, by one object.
 */
export class Notebook implements NotebookScope {
  readonly #bindings = new Map<string, NotebookBinding>();
  readonly #object: Record<string, unknown> = {};
  #cells = 0;

  constructor() {
    (globalThis as { [hook]?: NotebookScope })[hook] = this;
  }

  lookup(name: string): NotebookBinding | undefined {
    return this.#bindings.get(name);
  }

  /** Runs a cell that declares constants: the text of each, by name. Gives back the last one. */
  run(declarations: Readonly<Record<string, string>>): AnyFunction {
    const cell = `cell ${++this.#cells}`;
    const names = new Set([...this.#bindings.keys(), ...Object.keys(declarations)]);
    let last: unknown;
    for (const [name, text] of Object.entries(declarations)) {
      last = this.#evaluate(name, text, names);
      this.#set(name, { kind: "value", value: last, isConstant: true, cell });
    }
    return last as AnyFunction;
  }

  let(name: string, value: unknown): void {
    this.#set(name, { kind: "value", value, isConstant: false, cell: `cell ${++this.#cells}` });
  }

  import(name: string, module: string, exported: string, value?: unknown): void {
    this.#set(name, { kind: "import", module, exported, value, cell: `cell ${++this.#cells}` });
  }

  delete(name: string): void {
    this.#bindings.delete(name);
  }

  close(): void {
    delete (globalThis as { [hook]?: NotebookScope })[hook];
  }

  #evaluate(name: string, text: string, names: ReadonlySet<string>): unknown {
    const own = new RegExp(
      `(?<![\\p{L}\\d.#$_"'])(${[...names].join("|")})(?![\\p{L}\\d$_:])`,
      "gu",
    );
    const code = text.replace(own, "__notebook.$1");
    const evaluate = new Function(
      "__notebook",
      `"use strict"; return { ${JSON.stringify(name)}: (${code}) }`,
    );
    return evaluate(this.#object)[name];
  }

  #set(name: string, binding: NotebookBinding): void {
    this.#bindings.set(name, binding);
    this.#object[name] = binding.value;
  }
}

/** A module that declares constants at its top, and a scope that knows them: the text stays as typed. */
export async function typed(
  declarations: Readonly<Record<string, string>>,
  imports: Readonly<Record<string, readonly [module: string, exported: string]>> = {},
): Promise<AnyFunction> {
  const lines = [
    ...Object.entries(imports).map(([name, [module, exported]]) =>
      exported === "*"
        ? `import * as ${name} from ${JSON.stringify(module)};`
        : `import { ${exported} as ${name} } from ${JSON.stringify(module)};`,
    ),
    ...Object.entries(declarations).map(([name, text]) => `export const ${name} = ${text};`),
  ];
  const namespace = await import(`data:text/javascript,${encodeURIComponent(lines.join("\n"))}`);
  const lookup = (name: string): NotebookBinding | undefined => {
    const [module, exported] = imports[name] ?? [];
    if (module && exported) return { kind: "import", module, exported };
    if (!(name in declarations)) return undefined;
    return { kind: "value", value: namespace[name], isConstant: true, cell: "cell 1" };
  };
  (globalThis as { [hook]?: NotebookScope })[hook] = { lookup };
  return namespace[Object.keys(declarations).at(-1) ?? ""];
}
