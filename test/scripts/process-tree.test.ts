import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { descendants, isRunning, stopTree } from "../../scripts/process-tree.ts";

// Every program here runs for ever, says its id once it is ready, and may start another one, in a
// session of its own as Jupyter does it.
const before = `
  setInterval(() => {}, 1000);
  const start = (code) => require("node:child_process").spawn(
    process.execPath,
    ["-e", process.env.BEFORE + code + process.env.AFTER],
    { detached: true, stdio: "inherit" },
  );
`;
const after = "; console.log(process.pid)";
const deaf = "process.on('SIGTERM', () => {})";

const started = new Set<number>();

/** Starts a program; returns when `count` programs, it and those that it starts, are ready. */
async function run(code: string, count: number): Promise<{ child: ChildProcess; pids: number[] }> {
  const child = spawn(process.execPath, ["-e", before + code + after], {
    env: { ...process.env, BEFORE: before, AFTER: after },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pids: number[] = [];
  await new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      started.add(Number(line));
      if (pids.push(Number(line)) === count) resolve();
    });
  });
  return { child, pids };
}

afterEach(() => {
  for (const pid of started) if (isRunning(pid)) process.kill(pid, "SIGKILL");
  started.clear();
});

describe.skipIf(process.platform === "win32")("descendants", () => {
  it("finds the children and their children, whatever session they are in", async () => {
    const { child, pids } = await run(`start("start('')")`, 3);
    expect(new Set([child.pid, ...descendants(child.pid ?? 0)])).toEqual(new Set(pids));
    for (const pid of pids) if (pid !== child.pid) process.kill(pid, "SIGKILL");
    await expect.poll(() => descendants(child.pid ?? 0)).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("stopTree", () => {
  it("lets a program stop by itself what it has started", async () => {
    const { child, pids } = await run(
      `const other = start("");
       process.on("SIGTERM", () => { other.on("exit", () => process.exit(3)); other.kill(); })`,
      2,
    );
    expect(await stopTree(child, { graceMs: 5_000 })).toBe(0);
    expect(child.exitCode).toBe(3);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it("kills what outlives the program", async () => {
    const { child, pids } = await run(`start("start('')")`, 3);
    expect(await stopTree(child, { graceMs: 200 })).toBe(2);
    expect(child.signalCode).toBe("SIGTERM");
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it("kills a program that does not listen, and what it starts while it should stop", async () => {
    const { child, pids } = await run(
      `start(${JSON.stringify(deaf)}); process.on("SIGTERM", () => start(""))`,
      2,
    );
    expect(await stopTree(child, { graceMs: 500 })).toBe(3);
    expect(child.signalCode).toBe("SIGKILL");
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it("has nothing to do for a program that has ended or never started", async () => {
    const ended = spawn(process.execPath, ["-e", ""]);
    await once(ended, "exit");
    expect(await stopTree(ended, { graceMs: 1_000 })).toBe(0);

    const missing = spawn("/no/such/program");
    await once(missing, "error");
    expect(await stopTree(missing, { graceMs: 1_000 })).toBe(0);
  });
});
