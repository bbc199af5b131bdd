// concurrency-lab/internal: what the workspaces beside this one (serving, cluster, grading) build on,
// and notebooks do not need. It loads in no time, also in a worker, where all of index.ts would not.

export { checkPositiveInteger } from "./checks/check-positive-integer.ts";
export { notify } from "./checks/notify.ts";
export { refuse } from "./checks/refuse.ts";
export { LinkedList, type LinkedNode } from "./queues/linked-list.ts";
export { checkDuration, checkTimeout } from "./timing/check-duration.ts";
export { onAbort } from "./timing/on-abort.ts";
export { sleepSync } from "./timing/sleep-sync.ts";
export { startWait } from "./timing/start-wait.ts";
