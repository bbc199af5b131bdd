// right: all records are retried at the same time, each on its own
import type { Executor as Bridge } from "concurrency-lab";

type ComputeCall = typeof computeFn;
type ReadingIn = Parameters<ComputeCall>[0][number];

class DeadLetterLog {
  readonly letters: {
    record: ReadingIn;
    errorType: string;
    message: string;
    attempts: number;
    failedAtMs: number;
  }[] = [];

  add(records: readonly ReadingIn[], failure: { error: unknown; attempts: number }) {
    const { attempts, error } = failure;
    const isError = error instanceof Error;
    const own = isError && error.name !== "Error" ? error.name : error?.constructor.name;
    const message = isError ? error.message : String(error);
    const failedAtMs = Date.now();
    const errorType = own ?? typeof error;
    this.letters.push(
      ...records.map((record) => ({ attempts, errorType, failedAtMs, message, record })),
    );
  }

  async replay(compute: ComputeCall, { executor }: { executor: Bridge }) {
    const letters = this.letters.splice(0);
    const settled = await Promise.allSettled(
      letters.map((letter) =>
        executor.run(compute, [letter.record], { attempt: letter.attempts + 1 }),
      ),
    );
    return settled.flatMap((one, index) => {
      if (one.status === "fulfilled") return one.value;
      const { record, attempts } = letters[index]!;
      this.add([record], { error: one.reason, attempts: attempts + 1 });
      return [];
    });
  }
}
