import { once } from "node:events";
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { root } from "../../scripts/environment.mjs";
import { descendants, stopTree } from "../../scripts/process-tree.ts";
import { type Lab, startLab } from "./lab.ts";

let lab: Lab | undefined;
afterEach(async () => {
  if (lab) await stopTree(lab.process, { graceMs: 0 });
});

/** Starts a kernel that will not answer any more, as in a student's endless loop. */
async function startBusyKernel(url: URL): Promise<void> {
  const headers = { Authorization: `token ${url.searchParams.get("token")}` };
  const response = await fetch(new URL("/api/kernels", url), {
    method: "POST",
    headers,
    body: JSON.stringify({ name: "tslab" }),
  });
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as { id: string };
  const channels = new URL(`/api/kernels/${id}/channels${url.search}`, url);
  channels.protocol = "ws:";
  const socket = new WebSocket(channels);
  await once(socket, "open");
  const request = {
    header: {
      msg_id: "1",
      msg_type: "execute_request",
      session: "test",
      username: "",
      version: "5.3",
    },
    parent_header: {},
    metadata: {},
    content: { code: 'console.log("busy"); while (true);', silent: false },
    channel: "shell",
  };
  socket.send(JSON.stringify(request));
  await new Promise<void>((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      if (String(data).includes("busy\\n")) resolve();
    });
  });
  socket.close();
}

test.each(["SIGINT", "SIGHUP"] as const)(
  "npm start serves the notebooks; %s stops it with its kernels",
  async (signal) => {
    lab = await startLab("--port", "9173");
    const { output, url, process: server } = lab;
    expect(url.port).toBe("9173");
    expect(url.pathname).toBe("/lab/tree/notebooks");
    if (process.getuid?.() === 0) expect(output).toContain("adding --allow-root");
    // One address, the last that is said.
    expect(output.match(/\w+:\/\/\S+/g)).toEqual([url.href]);
    expect(output).toMatch(/Ctrl-C stops it\.\n$/);
    const listing = await fetch(new URL(`/api/contents/notebooks${url.search}`, url));
    expect(await listing.text()).toContain("lecture29");
    await startBusyKernel(url);

    const started = descendants(server.pid ?? 0);
    expect(started.length).toBeGreaterThanOrEqual(3);
    server.kill(signal);
    expect(await once(server, "exit")).toEqual([0, null]);
    const alive = started.filter((pid) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    });
    expect(alive).toEqual([]);
  },
  60_000,
);

test("npm start offers the exports that work, and keeps what it writes in this folder", async () => {
  lab = await startLab("--port", "9174");
  const get = (path: string) => fetch(new URL(`${path}${lab?.url.search}`, lab?.url));
  const formats = Object.keys((await (await get("/api/nbconvert")).json()) as object);
  expect(formats).toContain("html");
  const notebook = "notebooks/lecture29/exercise-1-batch-requests.ipynb";
  for (const format of formats) {
    expect((await get(`/nbconvert/${format}/${notebook}`)).status, format).toBe(200);
  }
  const workspace = { data: { of: "a test" }, metadata: { id: "a-test" } };
  const address = new URL(`/lab/api/workspaces/a-test${lab.url.search}`, lab.url);
  const { status } = await fetch(address, { method: "PUT", body: JSON.stringify(workspace) });
  expect(status).toBe(204);
  const kept = globSync("**/a-test*", { cwd: join(root, ".cache", "jupyter") });
  expect(kept).toHaveLength(1);
  rmSync(join(root, ".cache", "jupyter", kept[0] ?? ""));
}, 60_000);

test("npm start ends with Jupyter's own exit code if that cannot start", async () => {
  await expect(startLab("--port", "not-a-port")).rejects.toThrow(/npm start has ended with [1-9]/);
});
