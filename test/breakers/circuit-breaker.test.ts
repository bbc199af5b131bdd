import { describe, expect, test, vi } from "vitest";
import { AsyncCircuitBreaker } from "../../lib/breakers/async-circuit-breaker.ts";
import { CircuitBreaker } from "../../lib/breakers/circuit-breaker.ts";
import { CircuitOpenError } from "../../lib/breakers/circuit-open-error.ts";
import type { CircuitChange, CircuitOptions } from "../../lib/breakers/circuit-state.ts";

let nowMs = 0;
const now = () => nowMs;
const down = new Error("down");
const fail = () => {
  throw down;
};
const create = (options: CircuitOptions = {}) => {
  nowMs = 0;
  return new CircuitBreaker({ now, ...options });
};

test("goes from closed to open to half open and back, as exercise 3 says", () => {
  const breaker = create();
  const fn = vi.fn(() => "value");
  expect(breaker.call(fn)).toBe("value");
  for (const name of ["closed", "closed", "open"]) {
    expect(() => breaker.call(fail)).toThrow(down);
    expect(breaker.state.name).toBe(name);
  }
  expect(breaker.state).toEqual({ name: "open", failureCount: 3, retryAtMs: 2000 });
  nowMs = 1999;
  expect(() => breaker.call(fn)).toThrow(new CircuitOpenError(1));
  expect(fn).toHaveBeenCalledTimes(1);
  nowMs = 2000;
  expect(() => breaker.call(fail)).toThrow(down);
  expect(breaker.state).toEqual({ name: "open", failureCount: 4, retryAtMs: 4000 });
  expect(breaker.lastFailureTimeMs).toBe(2000);
  nowMs = 4000;
  expect(breaker.call(fn)).toBe("value");
  expect(breaker.state).toEqual({ name: "closed", failureCount: 0 });
  expect(breaker.successCountInHalfOpen).toBe(1);
});

test("a call within a call: one probe, however long it takes, and old news is no news", () => {
  const breaker = create({ failureThreshold: 1, resetTimeoutMs: 0 });
  const value = breaker.call(() => {
    expect(() => breaker.call(fail)).toThrow(down);
    return "an early call's success";
  });
  expect(value).toBe("an early call's success");
  expect(breaker.state.name).toBe("open");
  breaker.call(() => {
    nowMs += 60_000;
    expect(() => breaker.call(fail)).toThrow(new CircuitOpenError(Infinity));
  });
  expect(breaker.state.name).toBe("closed");
});

test("refuses what is no function, and blames it for nothing", () => {
  const breaker = create({ failureThreshold: 1 });
  expect(() => breaker.call(3 as never)).toThrow(
    new TypeError("Cannot call as `fn` must be a function: received 3"),
  );
  expect(breaker.state.name).toBe("closed");
});

describe("isFailure", () => {
  const isFailure = (thrown: unknown) => thrown === down;
  const reject = () => {
    throw new RangeError("not my fault");
  };

  test("what it excuses leaves a closed circuit as it was", () => {
    const breaker = create({ isFailure });
    expect(() => breaker.call(fail)).toThrow(down);
    const { state } = breaker;
    for (let n = 0; n < 5; n++) expect(() => breaker.call(reject)).toThrow(RangeError);
    expect(breaker.state).toBe(state);
    expect(breaker.failureCount).toBe(1);
  });

  test("after a probe that it excuses, the next call probes", () => {
    const breaker = create({ isFailure, failureThreshold: 1, resetTimeoutMs: 0 });
    expect(() => breaker.call(fail)).toThrow(down);
    expect(() => breaker.call(reject)).toThrow(RangeError);
    expect(breaker.state).toEqual({ name: "half_open", failureCount: 1, probeUntilMs: undefined });
    expect(breaker.call(() => 1)).toBe(1);
    expect(breaker.state.name).toBe("closed");
  });

  test("if it throws, the call has failed, and its fault is reported", () => {
    const fault = new Error("cannot judge");
    const judge = () => {
      throw fault;
    };
    const breaker = create({ isFailure: judge, failureThreshold: 1 });
    expect(reported(() => expect(() => breaker.call(fail)).toThrow(down))).toEqual([fault]);
    expect(breaker.state.name).toBe("open");
  });
});

describe("onStateChange", () => {
  const cycle = (breaker: CircuitBreaker) => {
    expect(() => breaker.call(fail)).toThrow(down);
    nowMs = 2000;
    expect(() => breaker.call(fail)).toThrow(down);
    nowMs = 4000;
    expect(breaker.call(() => "well")).toBe("well");
    expect(breaker.call(() => "well")).toBe("well");
  };

  test("is told of each change of state, in order, with its time", () => {
    const changes: CircuitChange[] = [];
    const onStateChange = (change: CircuitChange) => changes.push(change);
    cycle(create({ failureThreshold: 1, onStateChange }));
    expect(changes).toEqual([
      { from: "closed", to: "open", atMs: 0 },
      { from: "open", to: "half_open", atMs: 2000 },
      { from: "half_open", to: "open", atMs: 2000 },
      { from: "open", to: "half_open", atMs: 4000 },
      { from: "half_open", to: "closed", atMs: 4000 },
    ]);
  });

  test("one that throws changes nothing for the calls, and its fault is reported", () => {
    const fault = new Error("listener");
    const onStateChange = () => {
      throw fault;
    };
    const breaker = create({ failureThreshold: 1, onStateChange });
    expect(reported(() => cycle(breaker))).toEqual(Array(5).fill(fault));
  });

  test("one that calls the breaker finds it as it says, and no way past the probe", () => {
    const found: unknown[] = [];
    const breaker: CircuitBreaker = create({
      failureThreshold: 1,
      onStateChange: ({ to }) => {
        found.push(to, breaker.state.name);
        if (to === "half_open") expect(() => breaker.call(fail)).toThrow(CircuitOpenError);
      },
    });
    cycle(breaker);
    const names = ["open", "half_open", "open", "half_open", "closed"];
    expect(found).toEqual(names.flatMap((name) => [name, name]));
  });
});

describe.each([CircuitBreaker, AsyncCircuitBreaker])("the options of %s", (Breaker) => {
  test.each([
    ["failureThreshold", 0, RangeError, "a positive integer: received 0"],
    ["failureThreshold", 1.5, RangeError, "a positive integer: received 1.5"],
    ["failureThreshold", Number.NaN, RangeError, "a positive integer: received NaN"],
    ["failureThreshold", "3", TypeError, "a positive integer: received '3'"],
    ["resetTimeoutMs", -1, RangeError, "a number from 0 up: received -1"],
    ["resetTimeoutMs", Number.NaN, RangeError, "a number from 0 up: received NaN"],
    ["resetTimeoutMs", "3", TypeError, "a number from 0 up: received '3'"],
    ["resetTimeoutMs", null, TypeError, "a number from 0 up: received null"],
    ["isFailure", "all", TypeError, "a function: received 'all'"],
    ["onStateChange", {}, TypeError, "a function: received {}"],
    ["now", 0, TypeError, "a function: received 0"],
  ])("%s = %s", (name, value, Refusal, wanted) => {
    const construct = () => new Breaker({ [name]: value } as CircuitOptions);
    const message = `Cannot create ${Breaker.name} as \`${name}\` must be ${wanted}`;
    expect(construct).toThrow(new Refusal(message));
  });
});

test.each([
  [0, RangeError],
  [Number.NaN, RangeError],
  ["3", TypeError],
])("a probe time-out of %s is refused", (probeTimeoutMs, Refusal) => {
  const construct = () => new AsyncCircuitBreaker({ probeTimeoutMs } as CircuitOptions);
  expect(construct).toThrow(Refusal);
  expect(construct).toThrow("`probeTimeoutMs` must be a positive number: received");
});

/** What `action` has thrown where nobody catches it. */
function reported(action: () => void): unknown[] {
  const faults: unknown[] = [];
  const spy = vi.spyOn(globalThis, "queueMicrotask").mockImplementation((callback) => {
    try {
      callback();
    } catch (fault) {
      faults.push(fault);
    }
  });
  action();
  spy.mockRestore();
  return faults;
}
