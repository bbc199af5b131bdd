import { learnErrorClasses } from "../error-classes.ts";

const loaded = new Map<string, Readonly<Record<string, unknown>>>();

/**
 * What a module exports under a name; all of it under `*`.
 *
 * @param module  its URL, or a bare specifier
 */
export function load(module: string, exported: string): unknown {
  const namespace = loaded.get(module);
  return namespace ? pick(namespace, exported) : loadAnew(module, exported);
}

async function loadAnew(module: string, exported: string): Promise<unknown> {
  const isJson = /\.json(\?|$)/.test(module);
  const namespace = await import(module, isJson ? { with: { type: "json" } } : {});
  loaded.set(module, namespace);
  // Those of a worker module of another package, which is not registered here.
  learnErrorClasses(Object.values(namespace));
  return pick(namespace, exported);
}

function pick(namespace: Readonly<Record<string, unknown>>, exported: string): unknown {
  return exported === "*" ? namespace : namespace[exported];
}
