// requirement 1: it never fails
function drawLatency(random: () => number) {
  const spikeMs = (-Math.log(1 - random()) / 5) * 1000;
  return {
    latencyMs: 100 + spikeMs,
    fails: false,
    records: 3 + Math.floor(6 * random()),
  };
}
