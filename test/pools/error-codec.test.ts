import { inspect } from "node:util";
import * as lab from "concurrency-lab";
import { expect, test } from "vitest";
import { errorClassOf, isErrorClass } from "../../lib/pools/error-classes.ts";
import { decodeError, encodeError } from "../../lib/pools/error-codec.ts";

/** There and back, as through a worker. */
const cross = (thrown: unknown) => decodeError(structuredClone(encodeError(thrown)));

test.each([Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError])(
  "%o keeps its class, message and stack",
  (ErrorClass) => {
    const thrown = new ErrorClass("boom");
    const arrived = cross(thrown) as Error;
    expect(arrived).toBeInstanceOf(ErrorClass);
    expect(arrived.constructor).toBe(ErrorClass);
    expect(arrived.name).toBe(thrown.name);
    expect(arrived.message).toBe("boom");
    expect(arrived.stack).toBe(thrown.stack);
    expect(inspect(arrived)).toBe(inspect(thrown));
  },
);

test("the list of error classes has all that the library exports", () => {
  const exported = Object.values<unknown>(lab).filter(isErrorClass);
  expect(exported.length).toBeGreaterThan(4);
  for (const errorClass of exported) expect(errorClassOf(errorClass.name)).toBe(errorClass);
});

test("properties, cause and an AggregateError's members arrive", () => {
  const cause = Object.assign(new RangeError("deep"), { depth: 2 });
  const thrown = Object.assign(new AggregateError([cause, "text"], "many", { cause }), {
    code: "E_MANY",
    rows: [1, 2],
  });
  const arrived = cross(thrown) as AggregateError & { code: string; rows: number[] };
  expect(arrived).toBeInstanceOf(AggregateError);
  expect(arrived).toMatchObject({ code: "E_MANY", rows: [1, 2] });
  expect(arrived.cause).toBeInstanceOf(RangeError);
  expect(arrived.cause).toMatchObject({ message: "deep", depth: 2 });
  expect(arrived.errors).toEqual([arrived.cause, "text"]);
  expect(Object.keys(arrived)).toEqual(["code", "rows"]);
});

test("a class that is unknown here keeps its name", () => {
  class CircuitIsOpen extends Error {
    override name = "CircuitIsOpen";
  }
  const arrived = cross(new CircuitIsOpen("later")) as Error;
  expect(arrived).toBeInstanceOf(Error);
  expect(`${arrived}`).toBe("CircuitIsOpen: later");
});

test.each([[null], [undefined], ["text"], [42], [{ code: 1 }]])("%o arrives as it is", (thrown) => {
  expect(cross(thrown)).toEqual(thrown);
});

test("what cannot be cloned arrives as text, and a circle ends", () => {
  const thrown: Error & { retry?: unknown } = new Error("boom");
  thrown.retry = () => 1;
  thrown.cause = thrown;
  const arrived = cross(thrown) as Error & { retry?: unknown };
  expect(arrived.retry).toContain("Function");
  expect(arrived.cause).toBe("[Circular Error]");
  expect(cross(Symbol("s"))).toBe("Symbol(s)");
});
