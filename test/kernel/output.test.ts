import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, errorsOf, textOf } from "./client.ts";

let kernel: Client;
beforeAll(async () => {
  kernel = await Client.start();
});
afterAll(() => kernel.close());

/** What an answer shows, in order: streams as `name: text`, all else by its type. */
function shown({ published }: Awaited<ReturnType<Client["execute"]>>): unknown[] {
  return published
    .filter(([type]) => type !== "execute_input")
    .map(([type, { name, text }]) => (type === "stream" ? `${name}: ${text}` : type));
}

describe("what a cell writes", () => {
  test("is joined: a hundred thousand lines are few messages, and the error comes after them", async () => {
    const answer = await kernel.execute(
      'for (let i = 0; i < 100_000; i++) console.log("line", i); throw new Error("the reason");',
    );
    const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i}\n`);
    expect(textOf(answer)).toBe(lines.join(""));
    expect(answer.published.length).toBeLessThan(200);
    expect(answer.published.at(-1)?.[0]).toBe("error");
    expect(errorsOf(answer)).toEqual(["Error: the reason"]);
  });

  test("keeps its order among streams, displays, and what clears them", async () => {
    const answer = await kernel.execute(`
      import { display } from "tslab";
      console.log(1); console.log(2); console.error(3); console.log(4); display.text("5");
      console.log(6); console.clear(); console.log(7); 8`);
    expect(shown(answer)).toEqual([
      ...["stdout: 1\n2\n", "stderr: 3\n", "stdout: 4\n", "display_data", "stdout: 6\n"],
      ...["clear_output", "stdout: 7\n", "execute_result"],
    ]);
  });

  test("is seen while the cell blocks its thread, also what comes right after something else", async () => {
    const cell = kernel.execute(`
      console.log("before"); console.log("blocked");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000);`);
    await kernel.printed("blocked\n");
    const isOver = await Promise.race([
      cell,
      new Promise((resolve) => setTimeout(resolve, 500, 0)),
    ]);
    expect(isOver).toBe(0);
    await cell;
  });

  test("comes from worker threads, too, and joined", async () => {
    const answer = await kernel.execute(`
      import { Worker } from "node:worker_threads";
      const worker = new Worker("for (let i = 0; i < 5000; i++) console.log('w', i);", { eval: true });
      await new Promise((resolve) => worker.on("exit", resolve));`);
    expect(textOf(answer)).toBe(Array.from({ length: 5_000 }, (_, i) => `w ${i}\n`).join(""));
    expect(answer.published.length).toBeLessThan(50);
  });

  test("may be in any encoding", async () => {
    const answer = await kernel.execute(`
      process.stdout.write("6869", "hex"); process.stdout.write("IcOk", "base64");
      process.stdout.write(Buffer.from([0xe2, 0x82])); process.stdout.write(Buffer.from([0xac]));`);
    expect(textOf(answer)).toBe("hi!ä€");
  });

  test("ends at ten million characters, and says how much was left out", async () => {
    const answer = await kernel.execute(`
      const before = process.memoryUsage.rss();
      const line = "x".repeat(999) + "\\n";
      for (let i = 0; i < 100_000; i++) process.stdout.write(line);
      process.memoryUsage.rss() - before < 150_000_000`);
    const text = textOf(answer);
    expect(text.length).toBeLessThan(10_001_000);
    expect(text).toMatch(/the rest is left out, as a cell shows 10,000,000 characters at most/);
    expect(text).toMatch(/90,000,000 characters were left out\n$/);
    expect(answer.published.at(-1)?.[1].data).toEqual({ "text/plain": "true" });
  });
});

describe("all text is well formed", () => {
  test.each([
    ["what is printed", 'console.log("👍"[0])'],
    ["what is shown", '"👍"[1]'],
    [
      "a display and its keys",
      '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "👍"[0], "a/b": { ["👍"[0]!]: 1 } }) })',
    ],
    [
      "an error's name and message",
      'throw Object.assign(new Error("👍"[0]), { name: "X" + "👍"[0] })',
    ],
  ])("%s", async (_what, code) => {
    const answer = await kernel.execute(code);
    const text = JSON.stringify([answer.published.slice(1), answer.reply]);
    expect(text).toContain("\ufffd");
    expect(text).not.toMatch(/\\ud[89a-f]/);
  });

  test("and nothing else is changed", async () => {
    const answer = await kernel.execute('console.log("👍", "\\\\ud800", "👍"[0])');
    expect(textOf(answer)).toBe("👍 \\ud800 \ufffd\n");
  });
});

describe("a display", () => {
  const display = (body: string) => `({ [Symbol.for("Jupyter.display")]${body} })`;

  test("is waited for", async () => {
    const code = display('() { return Promise.resolve({ "text/html": "<b>x</b>" }); }');
    const { reply, published } = await kernel.execute(code);
    expect(reply.status).toBe("ok");
    expect(published.at(-1)?.[1].data).toEqual({ "text/html": "<b>x</b>" });
  });

  test.each([
    ["throws", display('() { throw new Error("no picture"); }'), /^Error: no picture$/],
    [
      "rejects",
      display('() { return Promise.reject(new Error("no picture")); }'),
      /^Error: no picture$/,
    ],
    [
      "is no object",
      display("() { return 5; }"),
      /^TypeError: .* an object of mime types: received 5$/,
    ],
    ["is a list", display("() { return []; }"), /^TypeError: .* received \[\]$/],
    [
      "is in a circle",
      display('() { const o: any = {}; o.o = o; return { "a/b": o }; }'),
      /^TypeError: .*circular/,
    ],
    ["holds a BigInt", display('() { return { "a/b": { n: 1n } }; }'), /^TypeError: .*BigInt/],
    [
      "cannot be read",
      '({ get [Symbol.for("Jupyter.display")]() { throw new Error("no way in"); } })',
      /^Error: no way in$/,
    ],
    [
      "is of tslab, and holds a function",
      'import { display } from "tslab"; display.raw("a/b", (() => 1n) as never); display.raw("a/b", 1n as never);',
      /^TypeError: .*BigInt/,
    ],
    [
      "is the value's own inspection, and throws",
      '({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("not to be seen"); } })',
      /^Error: not to be seen$/,
    ],
  ])("that %s fails its cell", async (_what, code, expected) => {
    const answer = await kernel.execute(code);
    expect(answer.reply.status).toBe("error");
    const [error, ...others] = errorsOf(answer);
    expect(error?.split("\n")[0]).toMatch(expected);
    expect(others).toEqual([]);
    expect((await kernel.execute("1")).reply.status).toBe("ok");
  });

  test.each([
    ["never comes", '() { console.log("here"); return new Promise(() => {}); }'],
    ["blocks", '() { console.log("here"); while (true); }'],
  ])("that %s can be stopped", async (_what, body) => {
    const cell = kernel.execute(display(body));
    await kernel.printed("here\n");
    await kernel.control("interrupt_request");
    expect(errorsOf(await cell)).toEqual(["Interrupted: the cell was stopped"]);
    expect((await kernel.execute("1")).reply.status).toBe("ok");
  });
});
