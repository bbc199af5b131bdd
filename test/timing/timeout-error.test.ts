import { expect, test } from "vitest";
import { TimeoutError } from "../../lib/timing/timeout-error.ts";

test("reads like the platform's own, and says how long was waited", async () => {
  const error = new TimeoutError(500);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ message: "Not done within 500 ms", timeoutMs: 500 });
  const signal = AbortSignal.timeout(0);
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  expect(error.name).toBe(signal.reason.name);
});
