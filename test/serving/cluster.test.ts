import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ask, look } from "./serving.ts";

test("two instances share a port; one drains, and the other goes on", async () => {
  const program = fileURLToPath(new URL("fixtures/instance.ts", import.meta.url));
  const primary = fork(program, { serialization: "json" });
  try {
    const [url] = (await once(primary, "message")) as [string];
    const versionOf = async () => {
      const { status, body } = await ask(url, { input: [0, 1] });
      expect(status).toBe(200);
      return (body as { readonly model_version: string }).model_version;
    };
    const versionsOf = async (requests: number) => {
      const asked = Array.from({ length: requests }, versionOf);
      return [...new Set(await Promise.all(asked))].toSorted();
    };
    expect(await versionsOf(20)).toEqual(["1.0.0+1", "1.0.0+2"]);
    // What a balancer asks before it sends requests, and what an orchestrator asks before it starts
    // an instance anew. Here Node hands connections out in turn; NGINX or a Service of Kubernetes
    // does so between machines.
    expect(await look(`${url}/health/ready`)).toMatchObject({ status: 200 });
    expect(await look(`${url}/health/live`)).toMatchObject({ status: 200 });

    const ended = once(primary, "message");
    primary.send(1);
    const during = await Promise.all(Array.from({ length: 40 }, () => ask(url, { input: [0, 1] })));
    // Nothing hangs, and nothing is cut off: the one that drains says so, the other answers.
    expect([200, 503]).toEqual(
      expect.arrayContaining([...new Set(during.map(({ status }) => status))]),
    );
    expect((await ended)[0]).toEqual({ id: 1, code: 0 });
    expect(await versionsOf(10)).toEqual(["1.0.0+2"]);
  } finally {
    primary.kill();
  }
});
