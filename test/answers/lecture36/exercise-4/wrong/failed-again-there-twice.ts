// requirement 4: what fails again is in the log twice
import type { Executor as Bridge } from "concurrency-lab";

type ComputeCall = typeof computeFn;
type ReadingIn = Parameters<ComputeCall>[0][number];
type OneOutcome = Awaited<ReturnType<ComputeCall>>[number];

interface OneLetter {
  readonly record: ReadingIn;
  readonly errorType: string;
  readonly message: string;
  readonly attempts: number;
  readonly failedAtMs: number;
}

class DeadLetterLog {
  letters: OneLetter[] = [];

  add(
    records: readonly ReadingIn[],
    { error, attempts }: { readonly error: unknown; readonly attempts: number },
  ): void {
    const { name, message } = error as Error;
    const errorType = name === "Error" ? (error as Error).constructor.name : name;
    for (const record of records) {
      this.letters.push({ record, errorType, message, attempts, failedAtMs: Date.now() });
    }
  }

  async replay(compute: ComputeCall, { executor }: { readonly executor: Bridge }) {
    const waiting = [...this.letters];
    const outcomes: OneOutcome[] = [];
    for (const { record, attempts } of waiting) {
      try {
        outcomes.push(...(await executor.run(compute, [record], { attempt: attempts + 1 })));
      } catch (error) {
        this.add([record], { error, attempts: attempts + 1 });
      }
    }
    return outcomes;
  }
}
