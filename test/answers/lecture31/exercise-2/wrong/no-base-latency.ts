// requirement 1: the spike alone
function drawLatency(random: () => number) {
  const spikeMs = (-Math.log(1 - random()) / 5) * 1000;
  return {
    latencyMs: spikeMs,
    fails: random() < 0.1,
    records: 3 + Math.floor(6 * random()),
  };
}
