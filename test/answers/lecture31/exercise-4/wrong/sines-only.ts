// requirement 1: no cosine
function normalizeReading(reading: Awaited<ReturnType<typeof fetchSensorReading>>) {
  let normalized = 0;
  for (let i = 0; i < 5000; i++) {
    normalized += Math.sin(reading.rawValue + i);
  }
  return { ...reading, normalized };
}
