import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, errorsOf, textOf } from "./client.ts";

let kernel: Client;
beforeAll(async () => {
  kernel = await Client.start();
}, 30_000);
afterAll(() => kernel.close());

describe("a cell", () => {
  test("shows its input with its number, what it prints, and its last expression", async () => {
    const answer = await kernel.execute('console.log("out"); console.error("err"); 6 * 7');
    const count = answer.reply.execution_count;
    expect(answer.reply).toMatchObject({ status: "ok", payload: [], user_expressions: {} });
    expect(answer.published).toEqual([
      [
        "execute_input",
        { code: 'console.log("out"); console.error("err"); 6 * 7', execution_count: count },
      ],
      ["stream", { name: "stdout", text: "out\n" }],
      ["stream", { name: "stderr", text: "err\n" }],
      ["execute_result", { execution_count: count, data: { "text/plain": "42" }, metadata: {} }],
    ]);
    const next = await kernel.execute("1");
    expect(next.reply.execution_count).toBe(Number(count) + 1);
  });

  test("shows all that a loop prints, however long it is", async () => {
    const { reply, published } = await kernel.execute(
      "for (let n = 0; n < 3_000; n++) console.log(n); 'end'",
    );
    expect(reply.status).toBe("ok");
    const lines = published.filter(([type]) => type === "stream").map(([, { text }]) => text);
    expect(lines.join("")).toBe(Array.from({ length: 3_000 }, (_, n) => `${n}\n`).join(""));
    expect(published.at(-1)?.[0]).toBe("execute_result");
  });

  test("sees what earlier ones declared, also as a shorthand property", async () => {
    await kernel.execute("const first = 1; let second = await Promise.resolve(2);");
    const { published } = await kernel.execute("JSON.stringify({ first, second, third: 3 })");
    expect(published.at(-1)?.[1].data).toEqual({
      "text/plain": '{"first":1,"second":2,"third":3}',
    });
  });

  test("takes what earlier ones declared apart, under other names", async () => {
    await kernel.execute('const whole = { part: 1, rest: 2 }; const key = "rest" as const;');
    const { published } = await kernel.execute(
      "const { part: mine, [key]: other = whole.part } = whole; [mine, other].join()",
    );
    expect(published.at(-1)?.[1].data).toEqual({ "text/plain": "1,2" });
  });

  test("may show itself in more than one way", async () => {
    const { published } = await kernel.execute(
      '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>x</b>" }) })',
    );
    expect(published.at(-1)?.[1].data).toEqual({ "text/html": "<b>x</b>" });
  });

  test("shows displays, updates them, and clears its output", async () => {
    const { published } = await kernel.execute(
      'import { newDisplay } from "tslab"; const d = newDisplay(); d.text("a"); d.text("b"); console.clear();',
    );
    expect(published.slice(1).map(([type]) => type)).toEqual([
      "display_data",
      "update_display_data",
      "clear_output",
    ]);
  });

  test("that is silent shows nothing, and has no number", async () => {
    const { reply: before } = await kernel.execute("1");
    const { reply, published } = await kernel.execute('console.log("x"); 1', { silent: true });
    expect(reply).toMatchObject({ status: "ok", execution_count: before.execution_count });
    expect(published).toEqual([]);
  });

  test("is checked strictly, with the library of Node 24", async () => {
    const strict = await kernel.execute("const n: number[] = []; n[0].toFixed();");
    expect(errorsOf(strict)).toHaveLength(1);
    const modern = await kernel.execute(
      "[3, 1].toSorted(); Object.groupBy([1], String); Promise.withResolvers<number>(); new Set([1]).union(new Set([2])).size",
    );
    expect(errorsOf(modern)).toEqual([]);
    expect(modern.published.at(-1)?.[1].data).toEqual({ "text/plain": "2" });
  });
});

test("name? tells what a name is", async () => {
  await kernel.execute("const helped: number[] = [];");
  const { reply } = await kernel.execute("helped?");
  expect(reply.payload).toEqual([
    { source: "page", data: { "text/plain": expect.stringContaining("number[]") }, start: 0 },
  ]);
});

test("a loop may await at the top of a cell", async () => {
  const answer = await kernel.execute("for await (const n of [1, 2]) console.log(n);");
  expect(textOf(answer)).toBe("1\n2\n");
});

describe("a cell that fails", () => {
  test.each([
    ["throws", 'throw new RangeError("boom")', "RangeError: boom"],
    ["rejects", 'await Promise.reject(new TypeError("no"))', "TypeError: no"],
    ["throws in a function of an earlier cell", "fails()", "Error: from afar"],
    ["leaves the kernel", "process.exit(0)", /^Error: process\.exit\(0\) would end the kernel/],
    ["does not compile", 'const n: number = "x";', /Type 'string' is not assignable/],
    [
      "is tslab's module",
      "/**\n * @module m\n */\nexport const n = 1;",
      /does not run @module cells/,
    ],
    ["is tslab's for the browser", "/** @browser */\nalert(1);", /does not run @browser cells/],
  ])("because it %s replies so, once, with nothing on stderr", async (_why, code, expected) => {
    await kernel.execute('function fails() { throw new Error("from afar"); }');
    const answer = await kernel.execute(code);
    const [error, ...others] = errorsOf(answer);
    expect(error).toMatch(expected);
    expect(others).toEqual([]);
    expect(textOf(answer, "stderr")).toBe("");
    const { ename, evalue, traceback } = answer.published.at(-1)?.[1] ?? {};
    expect(answer.reply).toMatchObject({ status: "error", ename, evalue, traceback });
    expect(errorsOf(await kernel.execute("1"))).toEqual([]);
  });

  test("aborts those that were sent with it, and none that is sent after", async () => {
    const sent = ['throw new Error("first")', 'console.log("second")', "3"];
    const answers = await Promise.all(sent.map((code) => kernel.execute(code)));
    expect(answers.map(({ reply }) => reply.status)).toEqual(["error", "aborted", "aborted"]);
    expect(answers.flatMap(({ published }) => published.map(([type]) => type))).toEqual([
      "execute_input",
      "error",
    ]);
    expect((await kernel.execute("4")).reply.status).toBe("ok");
  });

  test("aborts also what arrives while it blocks the thread", async () => {
    const blocking =
      "const end = Date.now() + 300; while (Date.now() < end); throw new Error('x');";
    const answers = await Promise.all([blocking, "1", "2"].map((code) => kernel.execute(code)));
    expect(answers.map(({ reply }) => reply.status)).toEqual(["error", "aborted", "aborted"]);
  });

  test("aborts nothing if stop_on_error is false", async () => {
    const options = { stop_on_error: false };
    const sent = ['throw new Error("first")', 'console.log("second")'];
    const answers = await Promise.all(sent.map((code) => kernel.execute(code, options)));
    expect(answers.map(({ reply }) => reply.status)).toEqual(["error", "ok"]);
    expect(answers.map((answer) => textOf(answer))).toEqual(["", "second\n"]);
  });
});

describe("an error that nobody catches", () => {
  test.each([
    ["a rejection", 'void Promise.reject(new Error("floating"));'],
    [
      "one of an async function",
      'void (async () => { await null; throw new Error("floating"); })();',
    ],
    ["a throw in a timer", 'setTimeout(() => { throw new Error("floating"); }, 20);'],
    [
      "a throw in a listener",
      'import { EventEmitter } from "node:events"; const e = new EventEmitter(); e.on("x", () => { throw new Error("floating"); }); setImmediate(() => e.emit("x"));',
    ],
    ["a late rejection", 'setTimeout(() => Promise.reject(new Error("floating")), 40);'],
  ])("fails its cell: %s", async (_what, code) => {
    const answer = await kernel.execute(code);
    expect(answer.reply.status).toBe("error");
    expect(errorsOf(answer)).toEqual(["Error: floating"]);
    expect((await kernel.execute("1")).reply.status).toBe("ok");
  });

  test("is shown at once if it comes later, and fails the next cell, which runs", async () => {
    const first = await kernel.execute('setTimeout(() => { throw new Error("late"); }, 400);');
    expect(first.reply.status).toBe("ok");
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(errorsOf(first)).toEqual(["Error: late"]);
    const next = await kernel.execute('console.log("runs")');
    expect(textOf(next)).toBe("runs\n");
    expect(errorsOf(next)[0]).toContain(`An error of cell ${first.reply.execution_count}`);
    expect((await kernel.execute("1")).reply.status).toBe("ok");
  });

  test("is none if it is caught before the reply", async () => {
    const answer = await kernel.execute(
      "const p = Promise.reject(new Error('x')); await new Promise(setImmediate); p.catch(() => {});",
    );
    expect(answer.reply.status).toBe("ok");
  });
});

test("what a cell prints after its end is its own output", async () => {
  const first = await kernel.execute(
    'setTimeout(() => console.log("of the first"), 400); console.log("now")',
  );
  const second = await kernel.execute(
    'await new Promise((resolve) => setTimeout(resolve, 600)); console.log("of the second")',
  );
  expect(textOf(first)).toBe("now\nof the first\n");
  expect(textOf(second)).toBe("of the second\n");
});

describe("the protocol", () => {
  test("kernel_info says who it is", async () => {
    const { reply } = await kernel.request("kernel_info_request");
    expect(reply).toMatchObject({
      status: "ok",
      implementation: "tslab",
      language_info: {
        name: "typescript",
        version: expect.stringMatching(/^6\./),
        codemirror_mode: "typescript",
      },
    });
    expect(await kernel.control("kernel_info_request")).toEqual(reply);
  });

  test("it is busy until a request is answered, one after the other", async () => {
    kernel.states.length = 0;
    await Promise.all([kernel.execute("await 1"), kernel.request("comm_info_request")]);
    expect(kernel.states).toEqual(["busy", "idle", "busy", "idle"]);
  });

  test.each([
    ["1 + 1", "complete"],
    ["const x = {", "incomplete"],
    ["`unfinished", "incomplete"],
    ["/* unfinished", "incomplete"],
    ["const f = (", "incomplete"],
    ["const = 1", "invalid"],
    ["1 + )", "invalid"],
  ])("is_complete: %s is %s", async (code, status) => {
    const { reply } = await kernel.request("is_complete_request", { code });
    expect(reply.status).toBe(status);
  });

  test("history, comms, completion and inspection are answered", async () => {
    await kernel.execute('const inHistory = "yes";');
    const tail = await kernel.request("history_request", { hist_access_type: "tail", n: 1 });
    expect(tail.reply).toMatchObject({
      status: "ok",
      history: [[0, expect.any(Number), 'const inHistory = "yes";']],
    });
    const search = await kernel.request("history_request", {
      hist_access_type: "search",
      pattern: "*inHist*",
    });
    expect(search.reply.history).toHaveLength(1);
    expect((await kernel.request("comm_info_request")).reply).toEqual({ status: "ok", comms: {} });
    const code = '"🙂"; inHist';
    const complete = await kernel.request("complete_request", {
      code,
      cursor_pos: [...code].length,
    });
    expect(complete.reply).toMatchObject({
      matches: expect.arrayContaining(["inHistory"]),
      cursor_start: 5,
      cursor_end: 11,
    });
    const inspect = await kernel.request("inspect_request", {
      code: "inHistory",
      cursor_pos: 3,
      detail_level: 0,
    });
    expect(inspect.reply).toMatchObject({ status: "ok", found: true });
  });
});
