/** Idle executors that may keep their workers. */
const most = 4;

const idle = new Map<object, () => void>();

/**
 * Bounds what idle executors cost. A notebook's cell that creates a pool and is run ten times
 * leaves nine behind that nobody can close any more: only the few that were used last keep their
 * workers; an older one lets them go, and gets new ones if it is called again after all.
 */
export const idleExecutors = {
  /** @param letGo  called if the executor is to let its workers go */
  add(executor: object, letGo: () => void): void {
    idle.delete(executor);
    idle.set(executor, letGo);
    if (idle.size <= most) return;
    for (const [oldest, letGoOldest] of idle) {
      idle.delete(oldest);
      letGoOldest();
      return;
    }
  },

  remove(executor: object): void {
    idle.delete(executor);
  },
};
