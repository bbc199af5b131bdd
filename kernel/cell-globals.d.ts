// What cells find besides Node's globals.

/**
 * Asks for a line of text, and blocks until it is there, as in browsers. An empty answer stands for
 * `initial`.
 *
 * @throws {Error} where nobody can be asked, as under nbconvert
 */
declare function prompt(message?: string, initial?: string): string | null;
