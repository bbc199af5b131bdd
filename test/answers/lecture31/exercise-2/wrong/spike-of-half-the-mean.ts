// requirement 1: a mean of 100 ms
function drawLatency(random: () => number) {
  const spikeMs = (-Math.log(1 - random()) / 10) * 1000;
  return {
    latencyMs: 100 + spikeMs,
    fails: random() < 0.1,
    records: 3 + Math.floor(6 * random()),
  };
}
