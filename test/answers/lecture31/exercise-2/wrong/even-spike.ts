// requirement 1: the spike is spread evenly from 0 to 400 ms: the mean is right, the tail is not
function drawLatency(random: () => number) {
  const spikeMs = 400 * random();
  return {
    latencyMs: 100 + spikeMs,
    fails: random() < 0.1,
    records: 3 + Math.floor(6 * random()),
  };
}
