// right: a constant that holds a function
const speedup = (synchronousMs: number, asyncMs: number) => synchronousMs / asyncMs;
