// requirement 1: a spike of 0.2 ms
function drawLatency(random: () => number) {
  const spikeMs = -Math.log(1 - random()) / 5;
  return {
    latencyMs: 100 + spikeMs,
    fails: random() < 0.1,
    records: 3 + Math.floor(6 * random()),
  };
}
