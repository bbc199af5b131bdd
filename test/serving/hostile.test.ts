import { request } from "node:http";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { answerTo, ask, dial, look, type Started, start } from "./serving.ts";

let started: Started;
beforeAll(async () => {
  started = await start({ listen: { requestTimeoutMs: 200 } });
});
afterAll(() => started.service.close());

/** Whatever was sent: it still answers, and holds nothing back. */
afterEach(async () => {
  expect(await ask(started.url, { input: [7, 0] })).toMatchObject({ body: { prediction: 7 } });
  expect(started.service.backpressure.counts.size).toBe(0);
});

/** It is refused, its field is named, and nothing of ours is shown. */
async function expectRefusal(sent: unknown): Promise<void> {
  const { status, body } = await ask(started.url, sent);
  expect([400, 404, 413]).toContain(status);
  const { error, field } = body as { readonly error: string; readonly field: string };
  expect(error).not.toMatch(/\n\s+at |node_modules|file:/);
  expect(typeof field).toBe("string");
}

const right = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "input" in value &&
  Array.isArray(value.input) &&
  value.input.length === 2 &&
  value.input.every((one) => typeof one === "number" && Math.abs(one) < 3.4e38);

describe("a body of any kind is answered", () => {
  test("JSON of every shape", () =>
    fc.assert(
      fc.asyncProperty(
        fc.jsonValue().filter((value) => !right(value)),
        expectRefusal,
      ),
      { numRuns: 200 },
    ));

  test("inputs of wrong types, lengths and sizes", () => {
    const item = fc.oneof(
      fc.double(),
      fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, 1e39, null, "1", true, {}, [1]),
    );
    const input = fc.array(item, { maxLength: 5 });
    return fc.assert(
      fc.asyncProperty(
        input.map((input) => JSON.parse(JSON.stringify({ input }))).filter((body) => !right(body)),
        expectRefusal,
      ),
      { numRuns: 200 },
    );
  });

  test("versions of every name", () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "../../etc/passwd", 1)),
        (model_version) => expectRefusal({ input: [1, 2], model_version }),
      ),
      { numRuns: 50 },
    ));

  test("what is no JSON: NaN, half of it, bytes", () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom(
            '{"input":[NaN,1]}',
            '{"input":[Infinity,1]}',
            '{"input":[1,2',
            "'",
            "{}}",
          ),
          fc.string({ unit: "binary" }).filter((text) => {
            try {
              return !right(JSON.parse(text));
            } catch {
              return true;
            }
          }),
        ),
        expectRefusal,
      ),
      { numRuns: 100 },
    ));

  test.each([
    ["deep", "[".repeat(8000) + "]".repeat(8000)],
    ["deep, as an input", `{"input":${"[".repeat(7000)}1${"]".repeat(7000)}}`],
    ["huge", JSON.stringify({ input: Array(1e6).fill(1) })],
    ["a number of many digits", `{"input":[${"9".repeat(10_000)},1]}`],
    ["keys that are the same", `{${Array(1500).fill('"input":1').join()}}`],
  ])("%s", (_, body) => expectRefusal(body));
});

describe("a sender that is slow", () => {
  test("with its headers is hung up on", async () => {
    const { socket, ended } = await dial(started.url);
    socket.write("POST /predict HTTP/1.1\r\nhost: x\r\n");
    expect(await ended).toMatch(/^HTTP\/1\.1 408 /);
  });

  test("with its body is hung up on, and has taken no place", async () => {
    const { socket, ended } = await dial(started.url);
    const headers = "content-type: application/json\r\ncontent-length: 10000";
    socket.write(`POST /predict HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n{"input"`);
    const dripping = setInterval(() => socket.write(" "), 20);
    const answer = await ended;
    clearInterval(dripping);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(started.service.backpressure.counts.size).toBe(0);
  });

  test("by the hundred does not keep others from their answers", async () => {
    const slow = await Promise.all(Array.from({ length: 100 }, () => dial(started.url)));
    for (const { socket } of slow) socket.write("POST /predict HTTP/1.1\r\n");
    expect(await look(`${started.url}/health`)).toMatchObject({ status: 200 });
    await Promise.all(slow.map(({ ended }) => ended));
  });
});

test("bytes that are no HTTP are answered by 400, and the end", async () => {
  const { socket, ended } = await dial(started.url);
  socket.write("\u0016\u0003\u0001 hello\r\n\r\n");
  expect(await ended).toMatch(/^HTTP\/1\.1 400 /);
});

test("headers that are too large are answered by 431", async () => {
  const { socket, ended } = await dial(started.url);
  socket.write(`GET /health HTTP/1.1\r\nhost: x\r\nx: ${"x".repeat(20_000)}\r\n\r\n`);
  expect(await ended).toMatch(/^HTTP\/1\.1 431 /);
});

test("a body that ends early is an error of nobody else's", async () => {
  const sent = request(`${started.url}/predict`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-length": 100 },
    agent: false,
  });
  sent.write('{"input":');
  await look(`${started.url}/health/live`);
  sent.destroy();
  await expect(answerTo(sent)).rejects.toThrow();
});
