import { type Captured, capturedNames } from "./captured-names.ts";
import { type CodeUnit, literalOf } from "./code-unit.ts";
import type { TaskFunction } from "./executor.ts";
import { explainMissing, explainState } from "./explain-refusal.ts";
import { type FreeName, type FunctionSource, freeNamesOf } from "./free-names.ts";
import { moduleToImport } from "./index-exports.ts";
import { type NotebookBinding, type NotebookScope, notebookObject } from "./notebook-scope.ts";
import { nameOf } from "./task.ts";
import { workerExports } from "./worker-modules.ts";

/** What a worker gives every source, besides its globals: a cell's compiler calls these. */
const given = new Set(["require", "__importStar", "__importDefault"]);

/** How messages speak of a function, and of what it uses. */
interface Wording {
  readonly subject: string;
  /** Empty for the function of the call. */
  readonly usedBy: string;
}

/** Who needs a name. */
interface User extends Pick<Wording, "usedBy"> {
  readonly fn: TaskFunction;
}

/** Gathers the code that a function needs in a worker: itself first, then what it uses. */
export class UnitCollector {
  readonly units: CodeUnit[] = [];
  /** What the notebook was asked for, and what it had. */
  readonly lookups = new Map<string, NotebookBinding | undefined>();
  readonly #entry: TaskFunction;
  readonly #scope: NotebookScope | undefined;
  /** Where each function, import and constant is in the list. */
  readonly #places = new Map<unknown, number>();

  /** @throws {TypeError} if the function, or anything that it uses, does not cross */
  constructor(entry: TaskFunction, scope: NotebookScope | undefined) {
    this.#entry = entry;
    this.#scope = scope;
    this.#addFunction(entry, { subject: "it", usedBy: "" });
  }

  #addFunction(fn: TaskFunction, { subject, usedBy }: Wording): number {
    const source = Function.prototype.toString.call(fn);
    if (source.endsWith("{ [native code] }")) {
      throw this.#refusal(`${subject} is a native or bound function: wrap it in one of your own`);
    }
    const { type, freeNames, usesThis } = this.#read(source, subject);
    const isClass = type === "ClassExpression";
    if (isClass && fn === this.#entry) {
      throw this.#refusal("it is a class: use a function that creates what you need");
    }
    if (usesThis) {
      throw this.#refusal(
        `\`this\`${usedBy} is not inside of it: pass what you need of it as an argument`,
      );
    }
    const uses: Record<string, number> = {};
    const needs = isClass && { needs: namesNeeded(freeNames) };
    const stands = this.#scope?.placeOf?.(source);
    const where = stands && { place: stands };
    const place = this.#add(fn, { name: fn.name, source, uses, ...where, ...needs });
    this.#addUses({ fn, usedBy }, freeNames, uses);
    return place;
  }

  #read(source: string, subject: string): FunctionSource {
    try {
      return freeNamesOf(source);
    } catch (cause) {
      const remedy = "use a function that takes the object as an argument";
      throw this.#refusal(`${subject} is a method: ${remedy}`, cause);
    }
  }

  #addUses(user: User, freeNames: readonly FreeName[], uses: Record<string, number>): void {
    const { fn, usedBy } = user;
    const plain: FreeName[] = [];
    for (const freeName of freeNames) {
      const { name, property, isOptional } = freeName;
      if (name !== notebookObject || !this.#scope || property === undefined) {
        if (!given.has(name)) plain.push(freeName);
        continue;
      }
      const binding = this.#lookup(property);
      if (binding) uses[`${name}.${property}`] ??= this.#addBinding(property, binding, user);
      else if (!isOptional) {
        throw this.#refusal(`\`${property}\`${usedBy} is not there: run the cell that declares it`);
      }
    }
    const names = new Set(plain.map(({ name }) => name));
    const captures = capturedNames(fn, [...names]);
    const missing = new Set<string>();
    for (const name of names) {
      const place = this.#find(user, name, captures);
      if (typeof place === "number") uses[name] = place;
      else if (place === "missing") missing.add(name);
    }
    const needed = plain.filter(({ name, isOptional }) => missing.has(name) && !isOptional);
    if (needed.length > 0) throw this.#refusal(explainMissing(needed, usedBy));
  }

  /** What a function means by a name: the place of a unit, or none. */
  #find(
    user: User,
    name: string,
    captures: ReadonlyMap<string, Captured>,
  ): number | "global" | "missing" {
    const { fn } = user;
    const captured = captures.get(name);
    const itself = this.#places.get(fn) as number;
    if (captured?.value === fn) return itself;
    const binding = this.#lookup(name);
    if (captured && !isTheGlobal(name, captured.value)) {
      return binding && isFrom(captured, binding)
        ? this.#addBinding(name, binding, user)
        : "missing";
    }
    if (binding) return this.#addBinding(name, binding, user);
    if (name in globalThis) return "global";
    return name === fn.name ? itself : "missing";
  }

  #lookup(name: string): NotebookBinding | undefined {
    const binding = this.#scope?.lookup(name);
    this.lookups.set(name, binding);
    return binding;
  }

  #addBinding(name: string, binding: NotebookBinding, { usedBy }: User): number {
    if (binding.kind === "import") return this.#addImport(binding.module, binding.exported);
    const { value, isConstant, cell } = binding;
    const subject = `\`${name}\`${cell === undefined ? "" : ` (${cell})`}${usedBy}`;
    const source = literalOf(value);
    if (!isConstant || (typeof value !== "function" && source === undefined)) {
      throw this.#refusal(`${subject} ${explainState(binding)}`);
    }
    if (source !== undefined) return this.#add(`constant ${name}`, { name, source, uses: {} });
    const exported = workerExports().get(value);
    if (exported) return this.#addImport(exported.module, exported.name);
    const known = this.#places.get(value);
    return (
      known ??
      this.#addFunction(value as TaskFunction, { subject, usedBy: `, which ${name} uses,` })
    );
  }

  #addImport(from: string, exported: string): number {
    const module = moduleToImport(from, exported);
    return this.#add(`${exported} of ${module}`, { module, exported });
  }

  /** Puts a unit on the list, unless it is there. */
  #add(key: unknown, unit: CodeUnit): number {
    const place = this.#places.get(key) ?? this.units.push(unit) - 1;
    this.#places.set(key, place);
    return place;
  }

  #refusal(reason: string, cause?: unknown): TypeError {
    return new TypeError(
      `Cannot run ${nameOf(this.#entry)} in a worker as ${reason}`,
      cause === undefined ? {} : { cause },
    );
  }
}

/** Under what a class has in its `uses`: what must be there before it. */
function namesNeeded(freeNames: readonly FreeName[]): string[] {
  return freeNames
    .filter(({ isImmediate }) => isImmediate)
    .map(({ name, property }) => (name === notebookObject ? `${name}.${property}` : name));
}

/** Whether a variable holds nothing but the global of its name, as an import of `Buffer` does. */
function isTheGlobal(name: string, value: unknown): boolean {
  return name in globalThis && (globalThis as Record<string, unknown>)[name] === value;
}

/** Whether what a function has captured is what the notebook has under that name. */
function isFrom({ isTop, value }: Captured, binding: NotebookBinding): boolean {
  return isTop || (binding.kind === "value" && binding.value === value);
}
