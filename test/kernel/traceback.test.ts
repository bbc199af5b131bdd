import strict from "node:assert/strict";
import { createRequire } from "node:module";
import { inspect, stripVTControlCharacters } from "node:util";
import { runInNewContext, runInThisContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { formatError } from "../../kernel/traceback.ts";
import type { TracebackOptions } from "../../kernel/traceback-options.ts";

const sources: Record<string, string> = {
  "cell 3": `const limit = 2;

function check(n: number) {
  if (n > limit) {
    throw new RangeError("too large");
  }
}`,
  "cell 12": "await run(check);",
  "/lab/notebooks/helper.ts": "export const boom = () => {\n  throw new Error();\n};",
};

// Compiled and typed places are the same here, and lines from 100 on were typed by nobody.
const options: TracebackOptions = {
  root: "/lab/",
  cells: {
    sourceOf: (name) => sources[name],
    locate: (_, line, column) => (line < 100 ? { line, column } : undefined),
  },
};

/** An error with the frames given, as V8 would write them. */
function withFrames<E extends Error>(error: E, ...frames: string[]): E {
  const stack = [`${error.name}: ${error.message}`, ...frames.map((f) => `    at ${f}`)].join("\n");
  return Object.defineProperty(error, "stack", { value: stack });
}

const linesFor = (thrown: unknown) =>
  formatError(thrown, options).traceback.map(stripVTControlCharacters);
const textFor = (thrown: unknown) => `\n${linesFor(thrown).join("\n")}\n`;

describe("the layout", () => {
  it("is the message, the line as typed, and the student's frames", () => {
    const error = withFrames(
      new RangeError("too large"),
      "check (cell-3:5:11)",
      "Array.map (<anonymous>)",
      "new Promise (<anonymous>)",
      "ThreadPool.run (file:///lab/lib/pools/thread-pool.ts:87:13)",
      "entry (file:///lab/lib/workers/entry.ts:28:25)",
      "onMessage (/lab/node_modules/piscina/dist/worker.js:180:28)",
      "async Object.run (file:///lab/notebooks/local%20file.ts:4:1)",
      "async cell-12:1:7",
      "cell-12:101:3",
      "Script.runInThisContext (node:vm:137:12)",
      "Object.execute (/lab/node_modules/tslab/dist/executor.js:170:30)",
      "CellRunner.run (file:///lab/kernel/cell-runner.ts:70:5)",
      "process.processTicksAndRejections (node:internal/process/task_queues:104:5)",
    );
    expect(textFor(error)).toBe(`
RangeError: too large
cell 3, line 5
      3 function check(n: number) {
      4   if (n > limit) {
----> 5     throw new RangeError("too large");
                  ^
      6   }
      7 }

    at check (cell 3, line 5)
    at ThreadPool.run (lib/pools/thread-pool.ts:87)
    at entry (lib/workers/entry.ts:28)
    at async run (notebooks/local file.ts:4)
    at async cell 12, line 1
`);
    expect(formatError(error, options)).toMatchObject({
      ename: "RangeError",
      evalue: "too large",
    });
  });

  it("is the excerpt alone if there is one frame, and that at the top of a cell", () => {
    expect(textFor(withFrames(new Error("no"), "cell-12:1:1", "cell-12:101:3"))).toBe(`
Error: no
cell 12, line 1
----> 1 await run(check);
        ^
`);
    expect(linesFor(withFrames(new Error("no"), "run (cell-12:1:1)")).at(-1)).toBe(
      "    at run (cell 12, line 1)",
    );
  });

  it("folds a recursion, and ends after twenty frames", () => {
    const deep = withFrames(new RangeError("deep"), ...Array(10).fill("check (cell-3:5:11)"));
    expect(linesFor(deep).slice(9)).toEqual(["    at check (cell 3, line 5) × 10"]);
    const long = Array.from({ length: 24 }, (_, i) => `f${i} (/lab/lib/f.ts:${i + 1}:1)`);
    expect(linesFor(withFrames(new Error("long"), ...long)).slice(-2)).toEqual([
      "    at f19 (lib/f.ts:20)",
      "    … and 4 more",
    ]);
  });

  it("is coloured as in IPython: names red, places green, functions cyan", () => {
    const error = withFrames(new Error("no"), "check (cell-3:5:11)", "async cell-12:1:7");
    const { traceback } = formatError(error, options);
    expect(traceback[0]).toBe("\u001b[31mError\u001b[39m: no");
    expect(traceback[1]).toBe("\u001b[32mcell 3, line 5\u001b[39m");
    expect(traceback[4]).toMatch("\u001b[32m----> 5\u001b[39m     throw");
    expect(traceback[5]).toMatch("\u001b[31m          ^\u001b[39m");
    expect(traceback.slice(-2)).toEqual([
      "    at \u001b[36mcheck\u001b[39m (\u001b[32mcell 3, line 5\u001b[39m)",
      "    at async \u001b[32mcell 12, line 1\u001b[39m",
    ]);
  });
});

describe("frames", () => {
  const framesOf = (...frames: string[]) =>
    linesFor(withFrames(new Error("no"), ...frames)).flatMap((line) =>
      line.startsWith("    at ") ? [line.slice(7)] : [],
    );

  it("keep which promise of Promise.all it was, and names as they were typed", () => {
    expect(
      framesOf(
        "Object.work (cell-3:1:1)",
        "new CircuitOpenError (cell-3:2:1)",
        "Object.<anonymous> (cell-3:3:1)",
        "async Promise.all (index 1)",
        "async Promise.any",
      ),
    ).toEqual([
      "work (cell 3, line 1)",
      "new CircuitOpenError (cell 3, line 2)",
      "cell 3, line 3",
      "async Promise.all (index 1)",
    ]);
  });

  it("of evaluated code say so, as that of a function that crossed into a worker by its source", () => {
    expect(
      framesOf(
        "bad (evalmachine.<anonymous>:2:9)",
        "eval (eval at check (cell-3:5:1), <anonymous>:1:7)",
        "cell-3:1:1",
      ),
    ).toEqual(["bad (evaluated code, line 2)", "eval (evaluated code, line 1)", "cell 3, line 1"]);
  });

  it("of a module beside the notebook show its source, those of a forgotten cell its name", () => {
    const error = withFrames(new Error("no"), "boom (/lab/notebooks/helper.ts:2:9)", "cell-1:2:3");
    expect(textFor(error)).toBe(`
Error: no
notebooks/helper.ts:2
      1 export const boom = () => {
----> 2   throw new Error();
                ^
      3 };

    at boom (notebooks/helper.ts:2)
    at cell 1
`);
  });

  it("of files elsewhere keep their whole path", () => {
    expect(framesOf("f (/elsewhere/a (1)/b.ts:2:3)", "/lab2/x.ts:1:1")).toEqual([
      "f (/elsewhere/a (1)/b.ts:2)",
      "/lab2/x.ts:1",
    ]);
  });

  it("of packages are shown if there is nothing else, Node's if not even those", () => {
    const node = "TCP.onStreamRead (node:internal/stream_base_commons:216:20)";
    const inPackage = "Parser.parse (/lab/node_modules/@scope/parser/index.js:7:1)";
    expect(framesOf(node, inPackage)).toEqual([
      "Parser.parse (node_modules/@scope/parser/index.js:7)",
    ]);
    expect(framesOf(node)).toEqual(["TCP.onStreamRead (node:internal/stream_base_commons:216)"]);
  });

  it("of the kernel, of tslab and of vitest are never shown", () => {
    const machinery = [
      "CellRunner.interrupt (file:///lab/kernel/cell-runner.ts:90:20)",
      "MessagePort.<anonymous> (node:internal/worker:300:1)",
      "run (/lab/node_modules/@tslab/typescript-for-tslab/lib/typescript.js:1:1)",
      "run (/lab/node_modules/@vitest/runner/dist/index.js:1:1)",
    ];
    expect(framesOf(...machinery)).toEqual([]);
    expect(framesOf("cell-12:1:1", ...machinery, "f (/lab/lib/kernel/f.ts:1:1)")).toEqual([
      "cell 12, line 1",
      "f (lib/kernel/f.ts:1)",
    ]);
  });

  it("are not looked for in the message", () => {
    const error = withFrames(new Error("Failed:\n    at nowhere (lib/x.ts:1:1)"), "cell-12:1:1");
    expect(textFor(error)).toBe(`
Error: Failed:
      at nowhere (lib/x.ts:1:1)
cell 12, line 1
----> 1 await run(check);
        ^
`);
  });
});

describe("names and messages", () => {
  const nameFor = (thrown: unknown) => formatError(thrown, options).ename;

  it("take the name of the class where no name is set", () => {
    class CircuitOpenError extends Error {}
    class Named extends TypeError {
      override name = "NamedError";
    }
    expect(nameFor(new CircuitOpenError())).toBe("CircuitOpenError");
    expect(nameFor(new Named())).toBe("NamedError");
    expect(nameFor(new (class extends RangeError {})())).toBe("RangeError");
    expect(nameFor(Object.assign(new Error(), { name: "FromWorker" }))).toBe("FromWorker");
    expect(linesFor(withFrames(new CircuitOpenError("open")))).toEqual(["CircuitOpenError: open"]);
    expect(linesFor(withFrames(new CircuitOpenError()))).toEqual(["CircuitOpenError"]);
  });

  it("know errors of other realms and DOMExceptions", () => {
    expect(formatError(runInNewContext("new RangeError('far')"), options)).toMatchObject({
      ename: "RangeError",
      evalue: "far",
    });
    expect(formatError(AbortSignal.abort().reason, options)).toMatchObject({
      ename: "AbortError",
      evalue: "This operation was aborted",
    });
  });

  it("keep the lines of a message aligned, at any depth", () => {
    const cause = withFrames(new Error("wrong:\n  a b\n    ^\n"));
    expect(textFor(withFrames(new Error("one\ntwo", { cause })))).toBe(`
Error: one
  two

  Caused by: Error: wrong:
      a b
        ^
`);
  });

  it("leave out the kernel's own files from an import that is not found", () => {
    const require = createRequire(import.meta.url);
    let error: unknown;
    try {
      require("not-to-be-found");
    } catch (thrown) {
      error = thrown;
    }
    const lines = linesFor(error);
    expect(lines[0]).toBe("Error: Cannot find module 'not-to-be-found'");
    expect(lines.at(-1)).toBe("    { code: 'MODULE_NOT_FOUND' }");
    expect(lines.join()).not.toMatch(/require ?stack/i);
  });
});

describe("a failed assertion", () => {
  const failure = (check: () => void): Error => {
    try {
      check();
    } catch (error) {
      return withFrames(error as Error, "cell-12:1:7");
    }
    throw new Error("did not fail");
  };

  it("shows its difference once, and none of its properties", () => {
    const error = failure(() => strict.deepEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }));
    expect(textFor(error)).toBe(`
AssertionError: Expected values to be strictly deep-equal:
  + actual - expected

    {
      a: 1,
      b: [
        1,
  +     2
  -     3
      ]
    }
cell 12, line 1
----> 1 await run(check);
              ^
`);
  });

  it("quotes the call as typed, where node:assert would quote what was emitted", () => {
    const quoted = (source: string, message?: string) => {
      const error = failure(() => strict(false, message));
      const cells = { ...options.cells, sourceOf: () => source };
      return formatError(error, { ...options, cells }).evalue;
    };
    const falsy = "The expression evaluated to a falsy value:";
    expect(quoted("  assert(sum > 2);\nassert(true);")).toBe(`${falsy} assert(sum > 2)`);
    expect(quoted("  assert(\n    sum > 2,\n  );\n  f();")).toBe(
      `${falsy}\n\nassert(\n  sum > 2,\n)`,
    );
    expect(quoted("assert(\n1\n2\n3\n4\n5\n6\n);").split("\n")).toHaveLength(7);
    expect(quoted("assert(sum > 2);", "My own words")).toBe("My own words");
    expect(
      formatError(
        failure(() => strict.equal(1, 2)),
        options,
      ).evalue,
    ).toMatch("1 !== 2");
    const inFile = withFrames(
      failure(() => strict.ok(0)),
      "check (/lab/lib/check.ts:1:1)",
    );
    expect(formatError(inFile, options).evalue).not.toMatch("run(check)");
  });
});

describe("what an error carries", () => {
  it("is shown below the frames, without asking getters", () => {
    const error = Object.assign(withFrames(new Error("Cannot run"), "run (cell-12:1:1)"), {
      name: "CircuitOpenError",
      state: "open",
      history: [1, 2],
    });
    Object.defineProperty(error, "costly", {
      get: () => {
        throw new Error("asked");
      },
      enumerable: true,
    });
    Object.defineProperty(error, "hidden", { value: 1 });
    expect(textFor(error)).toBe(`
CircuitOpenError: Cannot run
cell 12, line 1
----> 1 await run(check);
        ^

    at run (cell 12, line 1)

    { state: 'open', history: [ 1, 2 ], costly: [Getter] }
`);
  });

  it("is told like a cause if it is an error, and has no stack where it is deeper", () => {
    const lastError = withFrames(new RangeError("inner"), "cell-12:1:7");
    const error = withFrames(new Error("Gave up"));
    Object.assign(error, { lastError, attempts: [new TypeError("deep"), { a: new Error("b") }] });
    expect(textFor(error)).toBe(`
Error: Gave up

    {
      attempts: [
        TypeError: deep,
        {
          a: Error: b
        }
      ]
    }

  lastError: RangeError: inner
  cell 12, line 1
  ----> 1 await run(check);
                ^
`);
  });

  it("includes causes, which may be anything and go in a circle", () => {
    const outer = withFrames(new Error("outer"), "cell-12:1:7");
    const inner = withFrames(new TypeError("inner", { cause: "a string" }), "check (cell-3:4:7)");
    const middle = withFrames(new Error("middle", { cause: outer }));
    outer.cause = inner;
    expect(textFor(outer)).toBe(`
Error: outer
cell 12, line 1
----> 1 await run(check);
              ^

  Caused by: TypeError: inner
  cell 3, line 4
  ----> 4   if (n > limit) {
                ^

      at check (cell 3, line 4)

    Caused by: 'a string'
`);
    outer.cause = middle;
    expect(linesFor(outer).slice(-3)).toEqual([
      "  Caused by: Error: middle",
      "",
      "    Caused by: Error: outer (told above)",
    ]);
  });

  it("includes the members of an AggregateError, ten of them", () => {
    const members = [
      withFrames(new Error("a"), "cell-12:1:7"),
      undefined,
      withFrames(new Error("b")),
    ];
    expect(textFor(withFrames(new AggregateError(members, "All promises were rejected")))).toBe(`
AggregateError: All promises were rejected

  [1] Error: a
  cell 12, line 1
  ----> 1 await run(check);
                ^

  [2] undefined

  [3] Error: b
`);
    const own = Object.assign(withFrames(new Error("own")), { errors: ["a"], count: 1 });
    expect(linesFor(own).slice(2)).toEqual(["    { count: 1 }", "", "  [1] 'a'"]);
    const many = Array.from({ length: 12 }, (_, i) => withFrames(new Error(String(i))));
    expect(linesFor(withFrames(new AggregateError(many, "many"))).slice(-3)).toEqual([
      "  [10] Error: 9",
      "",
      "  … and 2 more",
    ]);
  });

  it("includes both errors of a SuppressedError", () => {
    const [later, earlier] = [withFrames(new Error("later")), withFrames(new Error("earlier"))];
    expect(linesFor(withFrames(new SuppressedError(later, earlier, "two")))).toEqual([
      "SuppressedError: two",
      "",
      "  Thrown while disposing: Error: later",
      "",
      "  Suppressed: Error: earlier",
    ]);
  });
});

describe("what is no error", () => {
  it.each([
    ["boom", "'boom'", "a string"],
    [undefined, "undefined", "undefined"],
    [null, "null", "null"],
    [42n, "42n", "a bigint"],
    [Symbol("s"), "Symbol(s)", "a symbol"],
    [{ message: "like one" }, "{ message: 'like one' }", "an object"],
  ])("%o is shown as it is", (thrown, text, kind) => {
    expect(formatError(thrown, options)).toMatchObject({ ename: "Thrown", evalue: text });
    expect(linesFor(thrown)).toEqual([
      `Thrown: ${text}`,
      `Where is not known, as ${kind} is no Error: throw new Error(…) instead`,
    ]);
  });
});

describe("a source that does not parse", () => {
  const failureOf = (run: () => void): unknown => {
    try {
      run();
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it("is shown at the place where it does not", () => {
    const error = failureOf(() => runInThisContext("let x = 1;\n  let y = ;"));
    expect(linesFor(error).slice(0, 5)).toEqual([
      "SyntaxError: Unexpected token ';'",
      "evaluated code, line 2",
      "----> 2   let y = ;",
      "                  ^",
      "",
    ]);
    const inFile = failureOf(() => runInThisContext("let x = ;", { filename: "/lab/lib/bad.ts" }));
    expect(linesFor(inFile)[1]).toBe("lib/bad.ts:1");
    const inCell = failureOf(() => runInThisContext("let x = ;", { filename: "cell-12" }));
    expect(linesFor(inCell).slice(1, 4)).toEqual([
      "cell 12, line 1",
      "----> 1 await run(check);",
      "                ^",
    ]);
  });

  it("is told from a SyntaxError that was thrown, above whose stack Node writes the same", () => {
    const filename = "cell-12";
    const error = failureOf(() => runInThisContext("throw new SyntaxError('no')", { filename }));
    expect((error as Error).stack).toMatch(/^cell-12:1\nthrow new/);
    expect(linesFor(error).slice(1, 4)).toEqual([
      "cell 12, line 1",
      "----> 1 await run(check);",
      "              ^",
    ]);
    const ofJson = failureOf(() => runInThisContext("JSON.parse('{a}')", { filename }));
    expect((ofJson as Error).stack).toMatch(/^<anonymous_script>:1\n{a}\n \^/);
    expect(linesFor(ofJson).slice(1, 4)).toEqual([
      "cell 12, line 1",
      "----> 1 await run(check);",
      "             ^",
    ]);
  });
});

describe("what is too long", () => {
  it("is cut, and the rest counted", () => {
    const message = "x".repeat(5000);
    const error = Object.assign(withFrames(new Error(message)), {
      list: Array.from({ length: 1000 }, (_, i) => ({ i })),
      text: "y".repeat(5000),
    });
    expect(formatError(error, options).evalue).toBe(`${"x".repeat(4000)}… (1000 more characters)`);
    const text = textFor(error);
    expect(text).toMatch("... 980 more items");
    expect(text).toMatch("... 4000 more characters");
    const tall = withFrames(new Error(Array(100).fill("line").join("\n")));
    expect(linesFor(tall)).toHaveLength(60);
    expect(linesFor(tall).at(-1)).toBe("  line… (200 more characters)");
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key${i}`, "value"]));
    expect(linesFor(Object.assign(withFrames(new Error("wide")), wide))).toHaveLength(42);
  });

  it("is a chain of causes of more than twenty", () => {
    let error = new Error("0");
    for (let i = 1; i < 30; i++) error = withFrames(new Error(String(i), { cause: error }));
    expect(linesFor(error)).toHaveLength(41);
    expect(linesFor(error).at(-1)?.trim()).toBe("Caused by: …");
  });

  it("is a stack of megabytes", () => {
    const error = withFrames(new Error("x".repeat(5e6)), "cell-12:1:7", "y".repeat(5e6));
    expect(linesFor(error).slice(1, 3)).toEqual(["cell 12, line 1", "----> 1 await run(check);"]);
  });
});

describe("what is hostile", () => {
  const refuse = () => {
    throw new Error("refused");
  };
  const everyTrap = Object.fromEntries(
    Object.getOwnPropertyNames(Reflect).map((trap) => [trap, refuse]),
  );
  const withGetters = () => {
    const error = new Error("gone");
    for (const key of ["name", "message", "stack", "cause", "errors", "constructor", "code"]) {
      Object.defineProperty(error, key, { get: refuse, enumerable: true });
    }
    return error;
  };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();

  it.each<[string, unknown, string]>([
    ["getters that throw", withGetters(), "Error"],
    ["a proxy whose traps throw", new Proxy(new Error("inside"), everyTrap), "Thrown"],
    ["a revoked proxy", revoked.proxy, "Thrown"],
    ["a toString that throws", { toString: refuse, [Symbol.toPrimitive]: refuse }, "Thrown"],
    ["an inspection that throws", { [inspect.custom]: refuse }, "Thrown"],
    ["an object without a prototype", Object.create(null), "Thrown"],
    ["a message that is an object", Object.assign(new Error(), { message: { a: 1 } }), "Error"],
    ["a name that is none", Object.assign(new Error("m"), { name: Symbol("s") }), "Error"],
    ["a stack that is none", Object.assign(new Error("m"), { stack: [{}] }), "Error"],
    [
      "a property that throws",
      Object.assign(new Error("m"), { a: { [inspect.custom]: refuse } }),
      "Error",
    ],
    [
      "members that throw",
      Object.assign(new Error("m"), { errors: new Proxy([], everyTrap) }),
      "Error",
    ],
    ["an error behind a proxy", new Proxy(new TypeError("behind"), {}), "TypeError"],
  ])("%s is survived", (_, thrown, name) => {
    const { ename, evalue, traceback } = formatError(thrown, options);
    expect(ename).toBe(name);
    expect(evalue).toBeTypeOf("string");
    expect(evalue).not.toBe("an error that cannot be shown");
    expect(stripVTControlCharacters(traceback[0] ?? "")).toMatch(name);
    expect(traceback.every((line) => !line.includes("\n"))).toBe(true);
  });

  it("does not hide what can be told", () => {
    const error = withFrames(new Error("told"), "cell-12:1:7");
    const hostile = Object.assign(error, {
      a: { [inspect.custom]: refuse },
      errors: new Proxy([], everyTrap),
    });
    expect(linesFor(hostile)).toEqual([
      "Error: told",
      "cell 12, line 1",
      "----> 1 await run(check);",
      "              ^",
      "",
      "    (object that cannot be shown)",
    ]);
    const { evalue } = formatError(Object.assign(new Error(), { message: { a: 1 } }), options);
    expect(evalue).toBe("{ a: 1 }");
  });

  it("cannot go on for ever with causes that are made when asked for", () => {
    class Endless extends Error {
      override get cause() {
        return new Endless("again");
      }
    }
    expect(linesFor(new Endless("again")).length).toBeLessThan(300);
  });

  it("is survived even where the cells are", () => {
    const cells = { sourceOf: refuse, locate: refuse };
    const error = withFrames(new Error("x"), "cell-12:1:7");
    expect(formatError(error, { root: "/lab", cells })).toMatchObject({
      ename: "Error",
      evalue: "an error that cannot be shown",
    });
  });
});
