/** Work that is told by its signal when its result is wanted no more. */
export type Operation<T> = (signal: AbortSignal) => T | PromiseLike<T>;
