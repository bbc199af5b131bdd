import { channel } from "node:diagnostics_channel";

/** A queue was created. */
export interface QueueCreated {
  /** The `BoundedQueue`. */
  readonly queue: object;
  readonly maxSize: number;
}

/** An item went into a queue, or straight to a getter that waited: then it is put, then taken. */
export interface ItemPut {
  readonly queue: object;
  readonly item: unknown;
  /** Items in the queue before, and with it. Handed straight over, it counts in neither. */
  readonly sizeBefore: number;
  readonly sizeAfter: number;
  /** Whether its `put` had found the queue full. */
  readonly waited: boolean;
}

/** An item was taken out of a queue. */
export interface ItemTaken {
  readonly queue: object;
  readonly item: unknown;
  /** Items that are left. */
  readonly sizeAfter: number;
  /** Whether its `get` had found the queue empty. */
  readonly waited: boolean;
}

/** What queues announce, by the names of `queueChannels`. */
export interface QueueAnnouncements {
  readonly queueCreated: QueueCreated;
  readonly itemPut: ItemPut;
  readonly itemTaken: ItemTaken;
}

/**
 * The channels of `node:diagnostics_channel` on which queues announce what they do, at the moment
 * when it happens. While nobody listens, nothing is built.
 */
export const queueChannels = {
  queueCreated: channel("concurrency-lab:queue-created"),
  itemPut: channel("concurrency-lab:item-put"),
  itemTaken: channel("concurrency-lab:item-taken"),
} as const;
