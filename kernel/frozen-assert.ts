import assert from "node:assert";

/**
 * Keeps what checks are made of from being replaced: an attempt is a TypeError in the cell that
 * makes it. Else `assert.equal = () => {}` in one cell would let every later check pass.
 */
export function freezeAssert(): void {
  seal(assert, "assert");
  seal(assert.strict, "assert");
  seal(assert.AssertionError, "AssertionError");
  seal(assert.AssertionError.prototype, "AssertionError.prototype");
}

/** Makes its properties constant; an assignment says what it would have replaced. */
function seal(target: object, name: string): void {
  for (const key of Reflect.ownKeys(target)) {
    const {
      value,
      configurable,
      enumerable = false,
    } = Object.getOwnPropertyDescriptor(target, key) ?? {};
    if (!configurable) continue;
    const refuse = () => {
      throw new TypeError(`Cannot replace ${name}.${String(key)}, as checks rely on it`);
    };
    Object.defineProperty(target, key, {
      configurable: false,
      enumerable,
      get: () => value,
      set: refuse,
    });
  }
  Object.freeze(target);
}
