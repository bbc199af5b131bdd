import type { Session } from "node:inspector";
import type { TaskFunction } from "./executor.ts";

/** A variable that a function finds around it, before it comes to the globals. */
export interface Captured {
  readonly value: unknown;
  /** Whether it is one of the top of a module or script, and not of a function around this one. */
  readonly isTop: boolean;
}

type Captures = Map<string, Captured>;

interface V8Scope {
  /** Such as `Closure (outer)`, `Block`, `Module`, `Global`. */
  readonly description: string;
  readonly object: Readonly<Record<string, unknown>>;
}

/** Under this symbol, for a moment, the inspector finds what it is asked about. */
const hook = Symbol.for("concurrency-lab.inspected");
const shown = `globalThis[Symbol.for("${Symbol.keyFor(hook)}")]`;

/**
 * Says which of these names a function has captured: its source alone does not tell `performance`
 * from a variable of that name around it. V8 does, through the inspector, in a quarter of a
 * millisecond. Where there is no inspector, nothing is known.
 */
export function capturedNames(
  fn: TaskFunction,
  names: readonly string[],
): ReadonlyMap<string, Captured> {
  const captures: Captures = new Map();
  const inspector = process.getBuiltinModule("node:inspector");
  if (names.length === 0 || !inspector) return captures;
  const session = new inspector.Session();
  const global = globalThis as { [hook]?: unknown };
  try {
    session.connect();
    global[hook] = {
      fn,
      noteScopes: (scopes: ArrayLike<V8Scope>) => note(scopes, names, captures),
    };
    visitScopes(session);
  } catch {
    // Such as one that may not be used, under Node's permissions.
  } finally {
    delete global[hook];
    session.disconnect();
  }
  return captures;
}

/** Has `noteScopes` called with all the scopes of the function that is shown. */
function visitScopes(session: Session): void {
  const post = (method: string, parameters: object) => {
    let reply: unknown;
    // On the same thread it answers at once.
    session.post(method, parameters, (_, result) => {
      reply = result;
    });
    return reply;
  };
  const evaluated = post("Runtime.evaluate", { expression: `${shown}.fn` }) as {
    readonly result: { readonly objectId: string };
  };
  const { objectId } = evaluated.result;
  const { internalProperties } = post("Runtime.getProperties", {
    objectId,
    ownProperties: true,
  }) as {
    readonly internalProperties: readonly {
      readonly name: string;
      readonly value: { readonly objectId: string };
    }[];
  };
  const scopes = internalProperties.find(({ name }) => name === "[[Scopes]]");
  post("Runtime.callFunctionOn", {
    objectId: scopes?.value.objectId,
    functionDeclaration: `function () { ${shown}.noteScopes(this); }`,
  });
}

function note(scopes: ArrayLike<V8Scope>, names: readonly string[], captures: Captures): void {
  const around = Array.from(scopes).filter(({ description }) => description !== "Global");
  for (const name of names) {
    const scope = around.find(({ object }) => name in object);
    if (!scope) continue;
    const isTop = scope.description === "Module" || scope.description === "Script";
    captures.set(name, { value: scope.object[name], isTop });
  }
}
