/** Those who wait for a signal, and its one listener, which tells them. */
interface Audience {
  readonly members: Set<(reason: unknown) => void>;
  readonly listener: () => void;
}

const audiences = new WeakMap<AbortSignal, Audience>();

/**
 * Calls `tell` if the signal aborts, unless what is returned has been called before.
 *
 * Thousands of waits may share a signal, as all those of a cell do: they share one listener, too.
 * With one for each, Node would look through all of them for each that comes or goes.
 */
export function onAbort(signal: AbortSignal, tell: (reason: unknown) => void): () => void {
  const { members, listener } = audienceOf(signal);
  if (members.size === 0) signal.addEventListener("abort", listener);
  members.add(tell);
  return () => {
    if (members.delete(tell) && members.size === 0) signal.removeEventListener("abort", listener);
  };
}

function audienceOf(signal: AbortSignal): Audience {
  let audience = audiences.get(signal);
  if (!audience) {
    const members = new Set<(reason: unknown) => void>();
    const listener = () => {
      for (const tell of members) tell(signal.reason);
    };
    audience = { members, listener };
    audiences.set(signal, audience);
  }
  return audience;
}
