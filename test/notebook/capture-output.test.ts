import { captureOutput } from "concurrency-lab";
import { afterEach, expect, test, vi } from "vitest";

const turn = () => new Promise(setImmediate);
afterEach(() => vi.restoreAllMocks());

test("returns what was printed line by line, as it would have been shown", async () => {
  const shown = vi.spyOn(console, "log").mockReturnValue();
  const { result, lines } = await captureOutput(() => {
    console.log("Request %d: risk=%s", 3, 0.5, { a: [1] });
    console.log("one\ntwo");
    console.log();
    return "done";
  });
  expect(result).toBe("done");
  expect(lines).toEqual(["Request 3: risk=0.5 { a: [ 1 ] }", "one", "two", ""]);
  expect(shown).not.toHaveBeenCalled();
});

test("two at a time do not mix, and what others print is shown", async () => {
  const shown = vi.spyOn(console, "log").mockReturnValue();
  const print = async (name: string) => {
    for (let n = 0; n < 3; n++) {
      await turn();
      console.log(name, n);
    }
  };
  const [a, b] = await Promise.all([
    captureOutput(() => print("a")),
    captureOutput(() => print("b")),
    print("c"),
  ]);
  expect(a.lines).toEqual(["a 0", "a 1", "a 2"]);
  expect(b.lines).toEqual(["b 0", "b 1", "b 2"]);
  expect(shown.mock.calls).toEqual([0, 1, 2].map((n) => ["c", n]));
});

test("one within another takes its own", async () => {
  const outer = await captureOutput(async () => {
    console.log("before");
    const inner = await captureOutput(() => console.log("inside"));
    console.log("after");
    return inner.lines;
  });
  expect(outer).toEqual({ result: ["inside"], lines: ["before", "after"] });
});

test("console.log is itself again afterwards, also if the function throws", async () => {
  const { log } = console;
  const boom = new Error("boom");
  await expect(
    captureOutput(() => {
      throw boom;
    }),
  ).rejects.toBe(boom);
  expect(console.log).toBe(log);
  await captureOutput(() => turn());
  expect(console.log).toBe(log);
});
