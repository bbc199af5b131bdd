/** A place in a `LinkedList`. */
export interface LinkedNode<T> {
  readonly value: T;
  previous: LinkedNode<T> | undefined;
  next: LinkedNode<T> | undefined;
}

/**
 * A doubly linked list: constant time at both ends, and for leaving from the middle, where
 * `Array.prototype.shift` and `splice` move what is behind. A node that has left keeps no other
 * alive.
 *
 * @example
 * ```ts
 * const list = new LinkedList<string>();
 * const first = list.push("a");
 * list.push("b");
 * list.remove(first);
 * list.shift()?.value; // "b"
 * ```
 */
export class LinkedList<T> {
  #first: LinkedNode<T> | undefined;
  #last: LinkedNode<T> | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The node that `shift` would take out. */
  get first(): LinkedNode<T> | undefined {
    return this.#first;
  }

  /** Appends a value, and returns its node, by which it can be removed. */
  push(value: T): LinkedNode<T> {
    const node: LinkedNode<T> = { value, previous: this.#last, next: undefined };
    if (this.#last) this.#last.next = node;
    else this.#first = node;
    this.#last = node;
    this.#length++;
    return node;
  }

  /** Takes the first node out, if there is one. */
  shift(): LinkedNode<T> | undefined {
    const node = this.#first;
    if (node) this.remove(node);
    return node;
  }

  /** Takes out a node that is in this list. */
  remove(node: LinkedNode<T>): void {
    const { previous, next } = node;
    if (previous) previous.next = next;
    else this.#first = next;
    if (next) next.previous = previous;
    else this.#last = previous;
    node.previous = undefined;
    node.next = undefined;
    this.#length--;
  }
}
