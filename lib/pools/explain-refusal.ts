import type { FreeName } from "./free-names.ts";
import type { ValueBinding } from "./notebook-scope.ts";

/** Says why what the notebook has under a name stays here, and what to do. */
export function explainState({ value, isConstant }: ValueBinding): string {
  if (!isConstant) {
    const remedy = typeof value === "function" ? "declare it by `const`" : "pass it as an argument";
    return `is a \`let\` variable, and state does not cross: ${remedy}`;
  }
  const kind = typeof value === "symbol" ? "a symbol" : "an object";
  return `is ${Array.isArray(value) ? "an array" : kind}, and state does not cross: pass it as an argument`;
}

/**
 * Says of the names that a function needs and that do not cross what to do.
 *
 * @param usedBy  who needs them, where that is not the function of the call
 */
export function explainMissing(missing: readonly FreeName[], usedBy: string): string {
  const names = new Set(missing.map((one) => `\`${asTyped(one)}\``));
  const [are, it] = names.size > 1 ? ["are", "each"] : ["is", "it"];
  return (
    `${[...names].join(", ")}${usedBy} ${are} not inside of it: pass ${it} as an argument, ` +
    "import it inside by `await import(…)`, or move the function to a file in lib/workers/"
  );
}

/**
 * A stock tslab kernel writes `join` of an import as `node_path_1.join`, a default import `pLimit`
 * as `p_limit_1.default`, and any name of an earlier cell as `exports.name`.
 */
function asTyped({ name, property }: FreeName): string {
  const isImport = /_\d+$/.test(name);
  if (isImport && property === "default") return name.replace(/_\d+$/, "");
  const isOfNotebook = name === "exports" || name === "__notebook";
  return property !== undefined && (isImport || isOfNotebook) ? property : name;
}
