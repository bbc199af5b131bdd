// Each name at the top of a cell is one variable, for all cells and all functions in them.

import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/environment.mjs";
import { Client, errorsOf, textOf } from "./client.ts";

let kernel: Client;
// Below the repository, so that its packages are found.
const folder = mkdtempSync(join(root, ".cache", "names-"));
beforeAll(async () => {
  kernel = await Client.start({ cwd: folder });
}, 60_000);
afterAll(async () => {
  await kernel?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs cells, of which only the last may have a value, and returns that as text, or its error. */
async function run(...cells: string[]): Promise<unknown> {
  let last: unknown;
  for (const code of cells) {
    const answer = await kernel.execute(code);
    const [error] = errorsOf(answer);
    const [, result] = answer.published.find(([type]) => type === "execute_result") ?? [];
    last = error ?? (result?.data as Record<string, unknown> | undefined)?.["text/plain"];
  }
  return last;
}

describe("a name is one variable", () => {
  test("for a function of an earlier cell, and across its awaits", async () => {
    const withdraw =
      "let balance = 100; async function withdraw(n: number) { const seen = balance; await null; balance = seen - n; }";
    expect(
      await run(withdraw, "balance = 100; await withdraw(30); await withdraw(50); balance"),
    ).toBe("20");
  });

  test.each([
    ["=", "total = 7", "7"],
    ["+=", "total += 7", "7"],
    ["++", "total++", "1"],
    ["??=", "total ??= 3", "0"],
    ["a pattern", "[total] = [5]", "5"],
    ["an object's pattern", "({ total } = { total: 6 })", "6"],
    ["a pattern with a default", "({ total = 8 } = {} as { total?: number })", "8"],
    ["for of", "for (total of [1, 2, 3]) {}", "3"],
    ["for in", "let key = ''; for (key in { a: 1 }) {} total = key.length", "1"],
    ["for", "for (total = 0; total < 4; total++) {}", "4"],
    ["a function", "(() => { total = 9; })()", "9"],
    [
      "a timer",
      "setTimeout(() => { total = 2 }, 1); await new Promise(r => setTimeout(r, 20))",
      "2",
    ],
  ])("assigned by %s", async (_, assignment, expected) => {
    expect(await run("let total = 0; const read = () => total;", assignment, "read()")).toBe(
      expected,
    );
    expect(await run("total")).toBe(expected);
  });

  test("for a flag that stops a loop", async () => {
    const loop =
      "let stopped = false; let rounds = 0; const ended = (async () => { while (!stopped) { rounds++; await new Promise((r) => setTimeout(r, 1)); } })();";
    expect(await run(loop, "stopped = true; await ended; rounds > 0")).toBe("true");
  });

  test("for a loop's and a block's var", async () => {
    expect(
      await run("for (var i = 0; i < 3; i++) { var [seen] = [i]; }", "i += 10", "i + seen"),
    ).toBe("15");
  });

  test("declared again: earlier callers see the new one", async () => {
    expect(
      await run("function rate() { return 1; } const twice = () => 2 * rate();", "twice()"),
    ).toBe("2");
    expect(await run("function rate() { return 10; }", "twice()")).toBe("20");
    expect(await run("const rate = () => 50", "twice()")).toBe("100");
    expect(
      await run(
        "class Shape { sides() { return 3; } } const make = () => new Shape();",
        "make().sides()",
      ),
    ).toBe("3");
    expect(await run("class Shape { sides() { return 4; } }", "make().sides()")).toBe("4");
  });

  test("declared again with another type", async () => {
    expect(await run("let size = 1;", 'let size = "wide";', "size.length")).toBe("4");
    expect(await run("size * 2")).toMatch(/TS2362/);
  });

  test("constant until it is declared again", async () => {
    expect(await run("const limit = 1;", "limit = 2")).toMatch(/TS2588/);
    expect(await run("limit", "const limit = 2; limit")).toBe("2");
  });

  test("also as a shorthand property, and beyond ASCII", async () => {
    expect(await run("const größe = 4, $x = 1;", "({ größe, $x })")).toBe(
      "{ 'größe': 4, '$x': 1 }",
    );
  });

  test("also an enum and a namespace, two cells later", async () => {
    expect(
      await run(
        "enum Color { Red, Green } namespace Geo { export const pi = 3; export const tau = pi * 2; }",
        "0",
        "Geo.tau + Color.Green",
      ),
    ).toBe("7");
  });

  test("that functions keep for their own", async () => {
    expect(
      await run(
        "const named = () => 1; function other() {}",
        "[named.name, other.name, (class Klass {}).name].join()",
      ),
    ).toBe("named,other,Klass");
    expect(
      await run("const who = function (this: unknown) { return this === undefined; };", "who()"),
    ).toBe("true");
  });
});

describe("imports", () => {
  test("are live", async () => {
    writeFileSync(
      join(folder, "counter.ts"),
      "export let count = 0;\nexport const add = () => { count++; };\n",
    );
    expect(
      await run(
        'import { add, count } from "./counter.ts"; const readCount = () => count;',
        "add(); add(); [count, readCount()].join()",
      ),
    ).toBe("2,2");
  });

  test("of a file that changes, goes and comes back see what is there", async () => {
    const file = join(folder, "helper.ts");
    const inner = join(folder, "inner.ts");
    const cell = 'import { helper } from "./helper.ts"; helper';
    let time = Date.now() / 1000;
    const write = (path: string, text: string) => {
      writeFileSync(path, text);
      time += 1;
      utimesSync(path, time, time);
    };
    write(inner, "export const value = 1;\n");
    write(file, 'import { value } from "./inner.ts";\nexport const helper = value;\n');
    expect(await run(cell)).toBe("1");
    write(inner, "export const value = 2;\n");
    expect(await run(cell)).toBe("2");
    rmSync(file);
    expect(await run(cell)).toMatch(/TS2307/);
    expect(await run("1 + 1")).toBe("2");
    write(file, 'export const helper: string = "back";\n');
    expect(await run(cell)).toBe("back");
  });

  test("of a package that is installed meanwhile work without a restart", async () => {
    const cell = 'import { late } from "late-package"; late';
    expect(await run(cell)).toMatch(/TS2307/);
    const home = join(folder, "node_modules", "late-package");
    await run(
      `import { mkdirSync } from "node:fs"; mkdirSync(${JSON.stringify(home)}, { recursive: true })`,
    );
    writeFileSync(
      join(home, "package.json"),
      JSON.stringify({
        name: "late-package",
        type: "module",
        exports: { types: "./index.d.ts", default: "./index.js" },
      }),
    );
    writeFileSync(join(home, "index.d.ts"), "export declare const late: number;\n");
    writeFileSync(join(home, "index.js"), "export const late = 5;\n");
    expect(await run(cell)).toBe("5");
  });
});

describe("a cell that fails", () => {
  test("leaves what it has declared before, with its type", async () => {
    expect(
      await run(
        "const open = { n: 1 }; function after() { return open.n; } throw new Error('x'); const unreached = 1;",
      ),
    ).toBe("Error: x");
    expect(await run("open.n + after()")).toBe("2");
    expect(await run("open.m")).toMatch(/TS2339/);
    expect(await run("unreached")).toMatch(/TS2304/);
  });

  test("leaves what it did not come to as it was", async () => {
    expect(
      await run("const kept = 'old';", "if (kept) throw new Error('y'); const kept = 1;"),
    ).toMatch(/TS2448/);
    expect(await run("throw new Error('z'); const kept = 1;", "kept.length")).toBe("3");
  });
});

test("after five hundred runs of a cell, the last one counts", async () => {
  await run("let base = 1;");
  for (let n = 0; n < 500; n++) await run(`const value = base + ${n};`);
  expect(await run("value")).toBe("500");
}, 60_000);

test("help names the type, and the signature of the call that one is in", async () => {
  const inspect = async (code: string, at = code.length) => {
    const { reply } = await kernel.request("inspect_request", {
      code,
      cursor_pos: at,
      detail_level: 0,
    });
    return (reply.data as Record<string, string>)["text/plain"];
  };
  await run(
    "/** Adds. @param a  the first\n * @throws {TypeError} if it is none */\nfunction add(a: number, b = 1): number { return a + b; }",
  );
  expect(await inspect("add", 2)).toBe(
    "function add(a: number, b?: number): number\n\nAdds.\n\nParam: a the first\n\nThrows: TypeError if it is none",
  );
  expect(await inspect("add(1, ")).toContain("add(a: number, b?: number): number");
  expect(await inspect("   ")).toBeUndefined();
}, 60_000);

test("completion knows the names of other cells", async () => {
  await run("const distance = { meters: 1, miles: 2 };");
  const complete = async (code: string) =>
    (await kernel.request("complete_request", { code, cursor_pos: code.length })).reply;
  expect(await complete("distance.m")).toMatchObject({
    matches: ["meters", "miles"],
    cursor_start: 9,
    cursor_end: 10,
  });
  expect((await complete("dista")).matches).toContain("distance");
  expect(textOf(await kernel.execute("console.log(distance.miles)"))).toBe("2\n");
});
