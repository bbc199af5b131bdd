// What arrives at those who read a kernel's output: a Jupyter server, which drops what comes too
// fast, and nbconvert.

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findEnvironment, jupyterVariables } from "../../scripts/environment.mjs";
import { stopTree } from "../../scripts/process-tree.ts";
import { freePorts } from "./client.ts";

const code = (line: string) =>
  `for (let i = 0; i < 100_000; i++) console.log(${line}); throw new Error("the reason");`;
const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i}\n`).join("");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "readers-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = findEnvironment();
const variables = () => ({
  ...jupyterVariables(environment),
  JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
  JUPYTER_CONFIG_DIR: join(folder, "config"),
});

test("nbconvert keeps a hundred thousand lines, and the error after them", async () => {
  const notebook = {
    cells: [
      {
        cell_type: "code",
        id: "a",
        metadata: {},
        outputs: [],
        execution_count: null,
        source: code('"line", i'),
      },
      {
        cell_type: "code",
        id: "b",
        metadata: {},
        outputs: [],
        execution_count: null,
        source: 'console.log("👍"[0])',
      },
    ],
    metadata: { kernelspec: { name: "tslab", display_name: "x", language: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  writeFileSync(join(folder, "flood.ipynb"), JSON.stringify(notebook));
  const args = "-m nbconvert --execute --allow-errors --to notebook --inplace flood.ipynb".split(
    " ",
  );
  await promisify(execFile)(environment.python, args, { cwd: folder, env: variables() });
  const { cells } = JSON.parse(readFileSync(join(folder, "flood.ipynb"), "utf8"));
  const [flood, half] = cells.map(({ outputs }: { outputs: Record<string, unknown>[] }) => outputs);
  const text = flood.flatMap((output: { text?: string[] }) => output.text ?? []).join("");
  expect(text).toBe(lines);
  expect(flood.at(-1)).toMatchObject({ output_type: "error", evalue: "the reason" });
  expect(half).toMatchObject([{ output_type: "stream", text: ["\ufffd\n"] }]);
}, 120_000);

test.each([
  ["lines", '"line", i', lines],
  [
    "lines of more than it lets pass at once",
    '"line", i, "x".repeat(60)',
    lines.replaceAll("\n", ` ${"x".repeat(60)}\n`),
  ],
])(
  "a Jupyter server passes on a hundred thousand %s, and the error after them",
  async (_what, line, expected) => {
    const [port = 0] = await freePorts(1);
    const server = startServer(port);
    try {
      const { text, last } = await execute(port, code(line));
      expect(text).toBe(expected);
      expect(last).toMatchObject({ ename: "Error", evalue: "the reason" });
    } finally {
      await stopTree(server, { graceMs: 5_000 });
    }
  },
  120_000,
);

function startServer(port: number): ChildProcess {
  const args = `-m jupyter_server --allow-root --port=${port} --port-retries=0 --IdentityProvider.token=secret`;
  return spawn(environment.python, args.split(" "), {
    cwd: folder,
    env: variables(),
    stdio: "ignore",
  });
}

/** Runs a cell in a new kernel of the server: its stdout and stderr, and what was shown last. */
async function execute(port: number, code: string): Promise<{ text: string; last: unknown }> {
  const url = `http://127.0.0.1:${port}/api/kernels`;
  const headers = { Authorization: "token secret" };
  const start = () => fetch(url, { method: "POST", headers, body: '{"name":"tslab"}' });
  let response = await start().catch(() => undefined);
  while (!response) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    response = await start().catch(() => undefined);
  }
  const { id } = (await response.json()) as { id: string };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/kernels/${id}/channels?token=secret`);
  await once(socket, "open");
  const header = {
    msg_id: randomUUID(),
    msg_type: "execute_request",
    session: "s",
    username: "",
    version: "5.3",
  };
  const end = Promise.withResolvers<void>();
  let text = "";
  let last: unknown;
  socket.addEventListener("message", ({ data }) => {
    const { channel, parent_header, header: its, content } = JSON.parse(data);
    if (channel !== "iopub" || parent_header.msg_id !== header.msg_id) return;
    if (its.msg_type === "stream") text += content.text;
    if (its.msg_type !== "status") last = content;
    else if (content.execution_state === "idle") end.resolve();
  });
  const message = {
    header,
    parent_header: {},
    metadata: {},
    content: { code, silent: false },
    channel: "shell",
  };
  socket.send(JSON.stringify(message));
  await end.promise;
  socket.close();
  return { text, last };
}
