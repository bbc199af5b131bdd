import { once } from "node:events";
import { request } from "node:http";
import { PassThrough } from "node:stream";
import { TokenBucket, WorkerDiedError } from "concurrency-lab";
import { BackpressureHandler, ResultCache } from "concurrency-lab-serving";
import { afterEach, describe, expect, test } from "vitest";
import { answerTo, ask, dial, look, StandIn, type Started, start } from "./serving.ts";

let started: Started;
afterEach(async () => {
  started.model.release();
  await started.service.close();
});

describe("POST /predict", () => {
  test("200: the prediction, and which version it is of", async () => {
    started = await start();
    const { status, body } = await ask(started.url, { input: [7, 0] });
    expect([status, body]).toEqual([
      200,
      { prediction: 7, probability: 0.5, model_version: "1.0.0" },
    ]);
  });

  test("200: by the version that was asked for, or by share", async () => {
    started = await start();
    const { registry, url } = started;
    await registry.load("2.0.0", new StandIn());
    const second = { status: 200, body: { model_version: "2.0.0" } };
    expect(await ask(url, { input: [7, 0], model_version: "2.0.0" })).toMatchObject(second);
    registry.setDefault("2.0.0");
    expect(await ask(url, { input: [7, 0] })).toMatchObject(second);
  });

  test.each([
    [{}, "input"],
    [{ input: 1 }, "input"],
    [{ input: [] }, "input"],
    [{ input: [1] }, "input"],
    [{ input: [1, 2, 3] }, "input"],
    [{ input: [1, "2"] }, "input[1]"],
    [{ input: [true, 2] }, "input[0]"],
    [{ input: [1, null] }, "input[1]"],
    [{ input: [1, [2]] }, "input[1]"],
    [{ input: [1, 1e39] }, "input[1]"],
    ['{"input": [1e999, 2]}', "input[0]"],
    [{ input: [1, 2], model_version: 1 }, "model_version"],
    [{ input: [1, 2], model_version: "" }, "model_version"],
    [{ input: [1, 2], modelVersion: "1.0.0" }, "modelVersion"],
    ["[1, 2]", "body"],
    ["null", "body"],
    ["", "body"],
    ['{"input": [NaN, 2]}', "body"],
    ['{"input": [1, 2]', "body"],
    ['{"__proto__": {"input": [1, 2]}}', "body"],
  ])("400 for %j, and names %s", async (sent, field) => {
    started = await start();
    const { status, body } = await ask(started.url, sent);
    expect([status, body]).toEqual([400, { error: expect.any(String), field }]);
    expect(started.model.batches).toEqual([]);
  });

  test("404 for a version that is not loaded", async () => {
    started = await start();
    const { status, body } = await ask(started.url, { input: [7, 0], model_version: "9.9" });
    const error = "There is no model version 9.9: choose one of 1.0.0";
    expect([status, body]).toEqual([404, { error, field: "model_version" }]);
  });

  test("413 for a body that is too large, 415 for one that is no JSON", async () => {
    started = await start({ listen: { maxBodyBytes: 100 } });
    const { url } = started;
    expect(await ask(url, { input: Array(100).fill(0) })).toMatchObject({ status: 413 });
    expect(await ask(url, "input", "text/plain")).toMatchObject({ status: 415 });
  });

  test("429 with Retry-After when requests come faster than they may", async () => {
    const timeMs = 0;
    const rateLimiter = new TokenBucket({ capacity: 2, ratePerSecond: 0.1, now: () => timeMs });
    started = await start({ rateLimiter });
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await ask(started.url, { input: [n, 0] }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]).toMatchObject({
      headers: { "retry-after": "10" },
      body: { error: "Too many requests" },
    });
    expect(await look(`${started.url}/health`)).toMatchObject({ status: 200 });
  });

  test("503 with Retry-After when the queue is full, before the body is read", async () => {
    const backpressure = new BackpressureHandler({ maxQueueSize: 1 });
    started = await start({ backpressure });
    const { model, url } = started;
    model.hold();
    const accepted = ask(url, { input: [7, 0] });
    await model.hasBegun(1);
    const headers = { "content-type": "application/json", "content-length": 1000 };
    const refused = request(`${url}/predict`, { method: "POST", headers, agent: false });
    refused.flushHeaders();
    const overloaded = {
      status: 503,
      headers: { "retry-after": "1" },
      body: { error: "Overloaded" },
    };
    expect(await answerTo(refused)).toMatchObject(overloaded);
    refused.destroy();
    model.release();
    expect(await accepted).toMatchObject({ status: 200 });
    expect(backpressure.counts).toMatchObject({ size: 0, accepted: 1, rejected: 1 });
    expect(started.service.health.report).toMatchObject({ totalRequests: 1, errorRatio: 0 });
  });

  test("503 for whoever finds no place any more once the body is read", async () => {
    started = await start({ backpressure: new BackpressureHandler({ maxQueueSize: 1 }) });
    const { model, url } = started;
    model.hold();
    const headers = { "content-type": "application/json" };
    const slow = request(`${url}/predict`, { method: "POST", headers, agent: false });
    slow.write('{"input": ');
    // Its headers are there before those of the next one.
    await once(slow, "socket").then(([socket]) => socket.connecting && once(socket, "connect"));
    await look(`${url}/health/live`);
    const accepted = ask(url, { input: [7, 0] });
    await model.hasBegun(1);
    slow.end("[1, 2]}");
    expect(await answerTo(slow)).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    model.release();
    expect(await accepted).toMatchObject({ status: 200 });
  });

  test("503 with Retry-After while the version's circuit is open", async () => {
    started = await start();
    const { model, url } = started;
    model.error = new Error("broken");
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await ask(url, { input: [7, 0] })).status);
    expect(statuses).toEqual([500, 500, 500, 503]);
    expect((await ask(url, { input: [7, 0] })).headers["retry-after"]).toMatch(/^[12]$/);
    expect(await look(`${url}/health`)).toMatchObject({
      status: 503,
      body: { status: "degraded" },
    });
  });

  test("503 if the worker died, 500 for all else that fails; never the cause", async () => {
    const log = new PassThrough().setEncoding("utf8");
    started = await start({ listen: { logLevel: "error", logTo: log } });
    const { model, url } = started;
    model.error = new WorkerDiedError("The thread ended with exit code 3");
    const died = { status: 503, headers: { "retry-after": "1" } };
    expect(await ask(url, { input: [7, 0] })).toMatchObject(died);
    model.error = new Error("secret");
    const failed = await ask(url, { input: [7, 0] });
    expect([failed.status, failed.body]).toEqual([500, { error: "Internal server error" }]);
    const line = JSON.parse(log.read());
    expect(line).toMatchObject({ level: 50, msg: "request failed", err: { message: "secret" } });
    expect(line.err.stack).toContain("http.test.ts");
  });

  test("504 when there is no prediction in time", async () => {
    started = await start({ batching: { timeoutMs: 20 } });
    started.model.hold();
    const { status, body } = await ask(started.url, { input: [7, 0] });
    expect([status, body]).toEqual([504, { error: "No prediction within 20 ms" }]);
    expect(started.service.health.report).toMatchObject({ errorRatio: 1 });
  });

  test("a client that hangs up is dropped before it is batched, and is no error", async () => {
    started = await start({ batching: { maxBatchSize: 1 } });
    const { model, registry, url, service } = started;
    model.hold();
    const first = ask(url, { input: [1, 0] });
    await model.hasBegun(1);
    const gone = request(`${url}/predict`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      agent: false,
    });
    gone.on("error", () => {}).end('{"input": [2, 0]}');
    const counts = () => registry.get("1.0.0").aggregator.counts;
    while (counts().waiting === 0) await new Promise(setImmediate);
    gone.destroy();
    while (counts().dropped === 0) await new Promise(setImmediate);
    const last = ask(url, { input: [3, 0] });
    model.release();
    expect(await Promise.all([first, last])).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(counts()).toMatchObject({ batched: 2, dropped: 1 });
    expect(service.backpressure.counts.size).toBe(0);
    expect(service.health.report).toMatchObject({ totalRequests: 2, errorRatio: 0 });
  });

  test("a failing batch fails its own requests alone", async () => {
    started = await start({ batching: { maxBatchSize: 2, lingerMs: 60_000 } });
    const { model, url } = started;
    model.hold();
    model.error = new Error("broken");
    const doomed = [ask(url, { input: [1, 0] }), ask(url, { input: [2, 0] })];
    await model.hasBegun(1);
    model.error = undefined;
    const others = [ask(url, { input: [3, 0] }), ask(url, { input: [4, 0] })];
    const { aggregator } = started.registry.get("1.0.0");
    while (aggregator.counts.waiting < 2) await new Promise(setImmediate);
    model.release();
    expect((await Promise.all(doomed)).map(({ status }) => status)).toEqual([500, 500]);
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([200, 200]);
  });

  test("the same input asked for twice at once is computed once", async () => {
    started = await start({ cache: new ResultCache() });
    const { model, url, service } = started;
    model.hold();
    const asked = [ask(url, { input: [7, 0] }), ask(url, { input: [7, 0] })];
    while (service.cache?.counts.joined !== 1) await new Promise(setImmediate);
    model.release();
    for (const answer of await Promise.all(asked))
      expect(answer.body).toMatchObject({ prediction: 7 });
    expect(await ask(url, { input: [7, 0] })).toMatchObject({ body: { prediction: 7 } });
    expect(model.batches).toEqual([1]);
  });
});

describe("pages", () => {
  test("/health is well without data, and says no when draining", async () => {
    started = await start();
    const { url, service, model } = started;
    expect(await look(`${url}/health`)).toMatchObject({ status: 200, body: { status: "no data" } });
    await ask(url, { input: [7, 0] });
    expect(await look(`${url}/health`)).toMatchObject({
      status: 200,
      body: { status: "healthy", totalRequests: 1, latencyP99Ms: expect.any(Number) },
    });
    expect(await look(`${url}/health/live`)).toMatchObject({ status: 200 });
    expect(await look(`${url}/health/ready`)).toMatchObject({
      status: 200,
      body: { status: "ready" },
    });

    // A probe over a connection that is open already is still heard while the service drains.
    model.hold();
    const kept = request(`${url}/predict`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      agent: false,
    });
    kept.end('{"input": [7, 0]}');
    await model.hasBegun(2);
    const { socket, ended } = await dial(url);
    socket.write("GET /health/ready HTTP/1.1\r\nhost: x\r\n");
    await look(`${url}/health/live`);
    const closing = service.close();
    socket.write("\r\n");
    const page = await ended;
    expect(page).toMatch(/^HTTP\/1\.1 503 /);
    expect(page).toContain('{"status":"draining"}');
    expect(page.toLowerCase()).toContain("connection: close");
    model.release();
    expect(await answerTo(kept)).toMatchObject({ status: 200, headers: { connection: "close" } });
    await closing;
  });

  test("/models lists the versions", async () => {
    started = await start();
    expect(await look(`${started.url}/models`)).toMatchObject({
      status: 200,
      body: { models: [{ version: "1.0.0", share: 1, circuit: "closed", inputLength: 2 }] },
    });
  });

  test("/metrics is Prometheus' text, of this service alone", async () => {
    started = await start({ cache: new ResultCache() });
    const other = await start();
    await ask(started.url, { input: [7, 0] });
    await ask(started.url, { input: [7] });
    const { status, headers, body } = await look(`${started.url}/metrics`);
    expect(status).toBe(200);
    expect(headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(body).toContain('inference_requests_total{status="200"} 1\n');
    expect(body).toContain('inference_requests_total{status="400"} 1\n');
    expect(body).toContain("inference_request_duration_seconds_count 2\n");
    expect(body).toContain('inference_batched{version="1.0.0"} 1\n');
    expect(body).toContain("inference_cache_hits 0\n");
    expect((await look(`${other.url}/metrics`)).body).not.toContain("inference_requests_total{");
    await other.service.close();
  });

  test("404 for what is not there, without a stack", async () => {
    started = await start();
    const { status, body } = await look(`${started.url}/nowhere`);
    expect([status, body]).toEqual([404, { error: "There is no GET /nowhere" }]);
  });
});

test("it listens on loopback unless told otherwise, once, and logs lines of JSON", async () => {
  const log = new PassThrough().setEncoding("utf8");
  started = await start({ listen: { logLevel: "info", logTo: log } });
  const { url, service } = started;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(JSON.parse(log.read())).toMatchObject({ level: 30, msg: `Server listening at ${url}` });
  await expect(service.listen()).rejects.toThrow("listens already");
  const other = await start();
  await other.service.close();
  await expect(other.service.listen()).rejects.toThrow("is closed");
  const port = Number(new URL(url).port);
  await expect(start({ listen: { port } })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await expect(start({ listen: { maxBodyBytes: 0 } })).rejects.toThrow(
    "Cannot listen as `maxBodyBytes` must be a positive integer: received 0",
  );
});
