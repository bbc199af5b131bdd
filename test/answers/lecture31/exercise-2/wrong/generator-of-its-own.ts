// requirement 1: it does not use the generator that it is given
function drawLatency(_random: () => number) {
  const spikeMs = (-Math.log(1 - Math.random()) / 5) * 1000;
  return {
    latencyMs: 100 + spikeMs,
    fails: Math.random() < 0.1,
    records: 3 + Math.floor(6 * Math.random()),
  };
}
