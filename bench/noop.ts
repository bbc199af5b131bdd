/** What bare Piscina runs in executors.bench.ts. */
export default () => 1;
