import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, test, vi } from "vitest";
import { kernelArguments } from "../../scripts/environment.mjs";
import { Client, errorsOf, freePorts, textOf } from "./client.ts";

vi.setConfig({ testTimeout: 30_000 });

let kernel: Client;
afterEach(() => kernel.close());

describe("the stop button", () => {
  test.each([
    ["a cell that waits", 'console.log("here"); await new Promise(() => {});'],
    ["a cell that sleeps", 'console.log("here"); await new Promise((r) => setTimeout(r, 60_000));'],
    ["a loop", 'console.log("here"); while (true);'],
    ["a loop after an await", 'await null; console.log("here"); while (true);'],
    [
      "a loop after a timer",
      'await new Promise((r) => setTimeout(r, 10)); console.log("here"); while (true);',
    ],
    [
      "a loop in a timer",
      'console.log("here"); await new Promise(() => setTimeout(() => { while (true); }, 1));',
    ],
    [
      "a thread that blocks",
      'console.log("here"); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
    ],
  ])("ends %s, and the kernel goes on", async (_what, code) => {
    kernel = await Client.start();
    const cell = kernel.execute(code);
    await kernel.printed("here\n");
    expect(await kernel.control("interrupt_request")).toEqual({ status: "ok" });
    const answer = await cell;
    expect(answer.reply.status).toBe("error");
    expect(errorsOf(answer)).toEqual(["Interrupted: the cell was stopped"]);
    const next = await kernel.execute('console.log("alive")');
    expect(textOf(next)).toBe("alive\n");
  });

  test("stops the work that the cell has given to a pool", async () => {
    kernel = await Client.start();
    await kernel.execute(
      'import { ThreadPool } from "concurrency-lab"; const pool = new ThreadPool({ maxWorkers: 1 });',
    );
    const cell = kernel.execute('console.log("here"); await pool.run(() => { while (true); });');
    await kernel.printed("here\n");
    await kernel.control("interrupt_request");
    expect((await cell).reply.status).toBe("error");
    const next = await kernel.execute("await pool.run(() => 42)");
    expect(next.published.at(-1)?.[1].data).toEqual({ "text/plain": "42" });
  });

  test("what the stopped cell still prints is not the next cell's output", async () => {
    kernel = await Client.start();
    const cell = kernel.execute(
      'console.log("here"); await new Promise((r) => setTimeout(r, 500)); console.log("after");',
    );
    await kernel.printed("here\n");
    await kernel.control("interrupt_request");
    await cell;
    const next = await kernel.execute("await new Promise((r) => setTimeout(r, 700));");
    expect(textOf(next)).toBe("");
  });

  test("does nothing while no cell runs", async () => {
    kernel = await Client.start();
    await kernel.control("interrupt_request");
    expect((await kernel.execute("1")).reply.status).toBe("ok");
  });
});

test("a kernel that cannot have its sockets ends, and says why", async () => {
  kernel = await Client.start({ ports: await freePorts(5) });
  const second = spawn(process.execPath, [...kernelArguments, kernel.connectionFile]);
  let said = "";
  second.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  expect(await once(second, "exit")).toEqual([1, null]);
  expect(said).toContain("Address already in use");
  expect((await kernel.execute("1")).reply.status).toBe("ok");
});

describe("the end", () => {
  test.each([true, false])("shutdown is answered, restart = %s, and obeyed", async (restart) => {
    kernel = await Client.start();
    await kernel.execute("const timer = setInterval(() => {}, 1000);");
    const exit = once(kernel.process, "exit");
    expect(await kernel.control("shutdown_request", { restart })).toEqual({
      status: "ok",
      restart,
    });
    expect(await exit).toEqual([0, null]);
  });

  test("shutdown also ends a kernel that is busy, and its children", async () => {
    kernel = await Client.start();
    void kernel.execute(
      'import { spawn } from "node:child_process"; const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"]); console.log("here", child.pid); while (true);',
    );
    const pid = Number((await kernel.printed("here ")).split(" ")[1]);
    const exit = once(kernel.process, "exit");
    await kernel.control("shutdown_request", { restart: false });
    await exit;
    await expectGone(pid);
  });

  test.each(["idle", "busy"])(
    "a kernel that is %s ends with its server, however that ends",
    async (state) => {
      kernel = await Client.start({ hasServer: true });
      await kernel.execute("console.log('pid', process.pid)");
      const pid = Number((await kernel.printed("pid ")).split(" ")[1]);
      if (state === "busy") {
        void kernel.execute('console.log("here"); while (true);');
        await kernel.printed("here\n");
      }
      kernel.process.kill("SIGKILL");
      await expectGone(pid);
    },
  );
});

async function expectGone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
