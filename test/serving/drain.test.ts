import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { InlineExecutor } from "concurrency-lab";
import { InferenceService, ModelRegistry } from "concurrency-lab-serving";
import { afterEach, describe, expect, test } from "vitest";
import { root } from "../../scripts/environment.mjs";
import { answerTo, ask, dial, look, start } from "./serving.ts";

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

describe("close", () => {
  test.for([...Array(10).keys()])("answers all that it has accepted, run %i", async (run) => {
    const { service, model, url } = await start({
      batching: { maxBatchSize: 4, lingerMs: run % 2 === 0 ? 0 : 50 },
    });
    const outcomes = await underLoad(url, async (isAnswered) => {
      await isAnswered(20 + 10 * run);
      model.hold();
      await model.hasBegun(model.batches.length + 1);
      const closing = service.close();
      model.release();
      await closing;
    });
    // What was accepted is 200, what came too late 503 or refused; and nothing was cut off.
    expect(outcomes.cutOff).toEqual([]);
    expect(outcomes.wrong).toEqual([]);
    const { accepted, size } = service.backpressure.counts;
    expect([outcomes.statuses[200], size]).toEqual([accepted, 0]);
    await expect(look(`${url}/health/live`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("refuses what comes over connections that are open, answers what was accepted, and says it closes", async () => {
    const { service, model, url } = await start({ listen: { drainTimeoutMs: 600_000 } });
    const post = (body: string) =>
      `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    model.hold();
    const accepted = await dial(url);
    accepted.socket.write(post('{"input": [7, 0]}'));
    await model.hasBegun(1);
    const late = await dial(url);
    const text = post('{"input": [8, 0]}');
    late.socket.write(text.slice(0, 20));
    await look(`${url}/health/live`);
    const closing = service.close();
    late.socket.write(text.slice(20));
    const refused = (await late.ended).toLowerCase();
    expect(refused).toMatch(/^http\/1\.1 503 /);
    expect(refused).toContain("retry-after: 1\r\n");
    expect(refused).toContain("connection: close\r\n");
    model.release();
    await closing;
    const answer = await accepted.ended;
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer.toLowerCase()).toContain("connection: close\r\n");
    expect(model.batches).toEqual([1]);
  });

  test("hangs up on who does not finish its request, after a time", async () => {
    const { service, url } = await start({ listen: { drainTimeoutMs: 50 } });
    const { socket, ended } = await dial(url);
    socket.write("POST /predict HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n");
    await look(`${url}/health/live`);
    await service.close();
    expect(await ended).toBe("");
  });

  test("does not wait for who has never said a word", async () => {
    const { service, url } = await start({ listen: { drainTimeoutMs: 600_000 } });
    const { ended } = await dial(url);
    await look(`${url}/health/live`);
    await service.close();
    expect(await ended).toBe("");
  });

  test("twice is once; and a service that is about to listen is closed, too", async () => {
    const { service, url } = await start();
    await Promise.all([service.close(), service.close()]);
    await expect(look(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });

    const registry = new ModelRegistry({ executor: new InlineExecutor() });
    const early = new InferenceService({ registry });
    const listening = early.listen();
    await early.close();
    await expect(look(await listening)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("npm run serve", () => {
  test("ends with 0 on SIGTERM, under load, and has answered all it accepted", async () => {
    const { child, url, exit } = await serve();
    const inputs = Array(16).fill(0.5);
    expect(await ask(url, { input: inputs })).toMatchObject({ status: 200 });
    const second = { input: inputs, model_version: "2.0.0" };
    expect(await ask(url, second)).toMatchObject({ body: { model_version: "2.0.0" } });
    const outcomes = await underLoad(
      url,
      async (isAnswered) => {
        await isAnswered(100);
        child.kill("SIGTERM");
        // Once more, as npm and a terminal both may say it.
        child.kill("SIGTERM");
        await exit;
      },
      () => Array.from({ length: 16 }, Math.random),
    );
    expect(await exit).toEqual([0, null]);
    expect(outcomes.cutOff).toEqual([]);
    expect(Object.keys(outcomes.statuses).filter((status) => !/^(200|503)$/.test(status))).toEqual(
      [],
    );
  });

  test("says what is wrong with its options", async () => {
    const { child } = launch("--prot", "1");
    let told = "";
    child.stderr?.on("data", (text) => {
      told += text;
    });
    expect(await once(child, "close")).toEqual([2, null]);
    expect(told).toContain("--port 8080");
  });
});

interface Outcomes {
  readonly statuses: Readonly<Record<number, number>>;
  /** Errors of connections that broke in the middle of a request. */
  readonly cutOff: readonly string[];
  /** Predictions that are not of their input. */
  readonly wrong: readonly unknown[];
}

/** Twenty clients ask, over connections that they keep, from now until the server is gone. */
async function underLoad(
  url: string,
  meanwhile: (isAnswered: (times: number) => Promise<void>) => Promise<void>,
  inputOf: (n: number) => number[] = (n) => [n, 0],
): Promise<Outcomes> {
  const agent = new Agent({ keepAlive: true });
  const statuses: Record<number, number> = {};
  const cutOff: string[] = [];
  const wrong: unknown[] = [];
  let answered = 0;
  const client = async (_: unknown, n: number) => {
    for (;;) {
      const headers = { "content-type": "application/json" };
      const sent = request(`${url}/predict`, { method: "POST", headers, agent });
      const input = inputOf(n);
      sent.end(JSON.stringify({ input }));
      try {
        const { status, body } = await answerTo(sent);
        statuses[status] = (statuses[status] ?? 0) + 1;
        const { prediction } = body as { readonly prediction?: number };
        if (status === 200 && input.length === 2 && prediction !== n) wrong.push(body);
        answered++;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "ECONNREFUSED") return;
        // A kept connection may be closed in the moment in which it is used again (RFC 9112, 9.3.1),
        // or be among those that waited to be accepted: no request was read then.
        if (sent.reusedSocket || code === "ECONNRESET") continue;
        cutOff.push(String(error));
        return;
      }
    }
  };
  const clients = Promise.all(Array.from({ length: 20 }, client));
  await meanwhile(async (times) => {
    while (answered < times) await new Promise(setImmediate);
  });
  await clients;
  agent.destroy();
  return { statuses, cutOff, wrong };
}

function launch(...args: string[]) {
  const command = ["scripts/run.mjs", "scripts/serve.ts", ...args];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  return { child, exit: once(child, "exit") };
}

/** The service as `npm run serve` starts it, on a port that is free. */
async function serve() {
  const { child, exit } = launch("--port", "0");
  const lines = createInterface(child.stdout);
  for await (const line of lines) {
    const [, url] = /Server listening at ([^"]+)"/.exec(line) ?? [];
    if (url) {
      child.stdout.resume();
      return { child, exit, url };
    }
  }
  throw new Error(`${join("scripts", "serve.ts")} has ended: ${child.stderr.read()}`);
}
