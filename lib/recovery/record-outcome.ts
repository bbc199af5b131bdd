/**
 * What became of a record that was tried in a batch (lecture 36, exercise 4): it has a result, or
 * an error of its own, or was recognized as something that could only do harm.
 */
export type RecordOutcome<T, R> =
  | { readonly status: "OK"; readonly result: R; readonly originalRecord: T }
  | {
      readonly status: "FAILED" | "POISON_PILL";
      readonly error: string;
      readonly originalRecord: T;
    };

/**
 * Tries a batch, in a worker. It returns an outcome for each record; should it throw, or its worker
 * die, none of the records has one.
 *
 * @param context.attempt  how often the records have been tried, this time included: 1 at first
 */
export type RecordComputation<T, R, C extends object> = (
  records: readonly T[],
  context: C & { readonly attempt: number },
) => readonly RecordOutcome<T, R>[];
