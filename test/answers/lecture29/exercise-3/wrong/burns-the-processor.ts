// requirement 1: it keeps the processor busy instead of sleeping
function fetchDataFromLegacySystem(dataId: number): number[] {
  const untilMs = performance.now() + 50 + Math.random() * 50;
  while (performance.now() < untilMs);
  let state = dataId * 7919 + 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: 5000 }, draw);
}
