// requirement 1: it does not wait at all
function fetchDataFromLegacySystem(dataId: number): number[] {
  let state = dataId * 7919 + 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: 5000 }, draw);
}
