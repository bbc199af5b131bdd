// What jupyter-kernel-test leaves out.

import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, errorsOf, textOf } from "./client.ts";

let kernel: Client;
beforeAll(async () => {
  kernel = await Client.start();
});
afterAll(() => kernel.close());

test("what is published comes in order, and names the request that it is about", async () => {
  kernel.order.length = 0;
  await kernel.execute('console.log("a"); console.error("b"); 1');
  const published = kernel.order.filter((line) => !line.startsWith("execute_reply"));
  expect(published).toEqual(
    ["status busy", "execute_input", "stream", "stream", "execute_result", "status idle"].map(
      (line) => `${line} of execute_request`,
    ),
  );
  expect(kernel.order).toContain("execute_reply of execute_request");
});

test("an error is published before idle", async () => {
  kernel.order.length = 0;
  await kernel.execute('console.log("a"); throw new Error("x")');
  const types = kernel.order.map((line) => line.split(" of ")[0]);
  expect(types.filter((type) => type !== "execute_reply")).toEqual([
    ...["status busy", "execute_input", "stream", "error", "status idle"],
  ]);
});

describe("the kernel lives on after", () => {
  const header = JSON.stringify({ msg_id: "1", msg_type: "execute_request", session: "s" });
  test.each([
    ["no JSON", ["{", "{}", "{}", "{}"]],
    ["no JSON as content", [header, "{}", "{}", "[1"]],
    ["a header that is null", ["null", "{}", "{}", "{}"]],
    ["a header without a type", ["{}", "{}", "{}", "{}"]],
    ["a content that is a list", [header, "{}", "{}", "[]"]],
    ["a content that is null", [header, "{}", "{}", "null"]],
    ["too few parts", [header, "{}"]],
  ])("%s, rightly signed", async (_what, parts) => {
    await kernel.sendRaw(...parts);
    expect((await kernel.execute("1")).reply.status).toBe("ok");
  });

  test("a request of a kind that it does not know", async () => {
    expect(await kernel.send("no_such_request", {})).toEqual([]);
    expect((await kernel.execute("1")).reply.status).toBe("ok");
  });

  test.each([
    ["execute_request", { code: 5 }],
    ["complete_request", { code: null, cursor_pos: 0 }],
    ["inspect_request", { code: {}, cursor_pos: -1 }],
    ["is_complete_request", { code: [] }],
    ["history_request", { hist_access_type: "search", pattern: 7 }],
  ])("a %s that makes no sense, which is answered as an error", async (type, content) => {
    const { reply } = await kernel.request(type, content);
    expect(reply).toMatchObject({ status: "error", ename: "TypeError" });
    expect((await kernel.execute("1")).reply.status).toBe("ok");
  });
});

test("a comm that is opened is closed, as there are no targets; others are passed over", async () => {
  const opened = await kernel.send("comm_open", { comm_id: "c", target_name: "x", data: {} });
  expect(opened).toEqual([["comm_close", { comm_id: "c", data: {} }]]);
  expect(await kernel.send("comm_msg", { comm_id: "c", data: {} })).toEqual([]);
  expect(await kernel.send("comm_close", { comm_id: "c", data: {} })).toEqual([]);
});

test("a cell in a worker is stopped, and the next one runs", async () => {
  await kernel.execute(
    'import { Worker } from "node:worker_threads"; const workers: Worker[] = [];',
  );
  const cell = kernel.execute(`
    const worker = new Worker("console.log('spins'); while (true);", { eval: true });
    workers.push(worker);
    await new Promise((resolve) => worker.on("exit", resolve));`);
  await kernel.printed("spins\n");
  await kernel.control("interrupt_request");
  expect(errorsOf(await cell)).toEqual(["Interrupted: the cell was stopped"]);
  expect((await kernel.execute("await workers[0]!.terminate()")).reply.status).toBe("ok");
});

test("a flood is stopped, and what was printed before is all there", async () => {
  const cell = kernel.execute('console.log("flood"); while (true) console.log("x".repeat(80));');
  await kernel.printed("flood\n");
  await kernel.control("interrupt_request");
  const answer = await cell;
  expect(errorsOf(answer)).toEqual(["Interrupted: the cell was stopped"]);
  expect(textOf(answer)).toMatch(/^flood\n(x{80}\n)*/);
  expect(textOf(await kernel.execute('console.log("calm")'))).toBe("calm\n");
});

test.each([true, false])("a kernel under load shuts down, restart = %s", async (restart) => {
  const other = await Client.start();
  void other.execute('console.log("flood"); while (true) console.log("x".repeat(80));');
  await other.printed("flood\n");
  const exit = once(other.process, "exit");
  expect(await other.control("shutdown_request", { restart })).toEqual({ status: "ok", restart });
  await exit;
  await other.close();
});
