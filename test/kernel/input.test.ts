import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Client, errorsOf, textOf } from "./client.ts";

let kernel: Client;
beforeAll(async () => {
  kernel = await Client.start();
});
beforeEach(() => {
  kernel.questions.length = 0;
  kernel.onQuestion = () => undefined;
});
afterAll(() => kernel.close());

const canAsk = { allow_stdin: true };
const ask = {
  "readline/promises": `
    import { createInterface } from "node:readline/promises";
    const rl = createInterface({ input: process.stdin, output: process.stdout });
    try { console.log("I am", await rl.question("name? ")); } finally { rl.close(); }`,
  readline: `
    import { createInterface } from "node:readline";
    const rl = createInterface(process.stdin, process.stdout);
    console.log("I am", await new Promise((resolve) => rl.question("name? ", resolve)));
    rl.close();`,
  "readline, a line at a time": `
    import { createInterface } from "node:readline";
    process.stdout.write("name? ");
    const rl = createInterface({ input: process.stdin });
    try { for await (const line of rl) { console.log("I am", line); break; } } finally { rl.close(); }`,
  "readline, by events": `
    import { createInterface } from "node:readline";
    process.stdout.write("name? ");
    const rl = createInterface({ input: process.stdin });
    console.log("I am", await new Promise((resolve) => rl.once("line", resolve)));
    rl.close();`,
  "process.stdin": `
    process.stdout.write("name? ");
    process.stdin.setEncoding("utf8");
    for await (const text of process.stdin) { console.log("I am", text.trim()); break; }`,
  "process.stdin's events": `
    process.stdout.write("name? ");
    const got = await new Promise((resolve) => process.stdin.once("data", resolve));
    process.stdin.pause();
    console.log("I am", String(got).trim());`,
  "prompt()": 'console.log("I am", prompt("name? "));',
};
const ways = Object.entries(ask);

describe("a question, where the front end takes them", () => {
  test.each(ways)("is asked and answered: %s", async (_way, code) => {
    kernel.onQuestion = () => "Ann";
    const answer = await kernel.execute(code, canAsk);
    expect(errorsOf(answer)).toEqual([]);
    expect(kernel.questions).toHaveLength(1);
    // On a busy machine the prompt may have been printed before the question came.
    expect(`${textOf(answer).replace("I am Ann\n", "")}${kernel.questions[0]}`).toBe("name? ");
    expect(textOf(answer)).toMatch(/I am Ann\n$/);
  });

  test.each(ways)("can be left by the stop button: %s", async (_way, code) => {
    const cell = kernel.execute(code, canAsk);
    await expect.poll(() => kernel.questions.length, { timeout: 20_000 }).toBe(1);
    await kernel.control("interrupt_request");
    expect(errorsOf(await cell)).toEqual(["Interrupted: the cell was stopped"]);
    kernel.onQuestion = () => "Ann";
    const next = await kernel.execute('prompt("again? ")', canAsk);
    expect(next.published.at(-1)?.[1].data).toEqual({ "text/plain": "Ann" });
  });

  test("can be asked again and again, also by an interface of an earlier cell", async () => {
    kernel.onQuestion = (prompt) => `(${prompt})`;
    const create = `
      import { createInterface } from "node:readline/promises";
      const kept = createInterface({ input: process.stdin, output: process.stdout });`;
    expect((await kernel.execute(create, canAsk)).reply.status).toBe("ok");
    expect(kernel.questions).toEqual([]);
    const idle = "process.stdout.write('…'); await new Promise((r) => setTimeout(r, 100));";
    expect(errorsOf(await kernel.execute(idle))).toEqual([]);
    const answer = await kernel.execute(
      '[await kept.question("a? "), await kept.question("b? "), prompt("c? "), await new Promise((r) => setTimeout(r, 100))].join("")',
      canAsk,
    );
    expect(errorsOf(answer)).toEqual([]);
    expect(answer.published.at(-1)?.[1].data).toEqual({ "text/plain": "(a? )(b? )(c? )" });
    expect((await kernel.execute("kept.close()", canAsk)).reply.status).toBe("ok");
    const quiet = await kernel.execute("await new Promise((r) => setTimeout(r, 100))");
    expect(errorsOf(quiet)).toEqual([]);
    expect(kernel.questions).toHaveLength(3);
  });

  test("may be answered with nothing, or with any text", async () => {
    kernel.onQuestion = () => "";
    const nothing = await kernel.execute('[prompt("a"), prompt("b", "B")].join("|")', canAsk);
    expect(nothing.published.at(-1)?.[1].data).toEqual({ "text/plain": "|B" });
    kernel.onQuestion = () => "größe 👍";
    const text = await kernel.execute("prompt()", canAsk);
    expect(text.published.at(-1)?.[1].data).toEqual({ "text/plain": "größe 👍" });
  });

  test("does not keep the kernel from ending", async () => {
    const other = await Client.start();
    void other.execute('prompt("name? ")', canAsk);
    await expect.poll(() => other.questions.length, { timeout: 20_000 }).toBe(1);
    await other.close();
    expect([other.process.exitCode, other.process.signalCode]).toEqual([0, null]);
  });
});

describe("a question, where nobody can be asked", () => {
  test.each(ways)("fails its cell at once: %s", async (_way, code) => {
    const answer = await kernel.execute(code, { allow_stdin: false });
    expect(errorsOf(answer)).toEqual([
      expect.stringMatching(/^Error: Cannot read input as nobody can be asked here.*JupyterLab/),
    ]);
    expect(kernel.questions).toEqual([]);
    expect((await kernel.execute("1")).reply.status).toBe("ok");
  });
});
