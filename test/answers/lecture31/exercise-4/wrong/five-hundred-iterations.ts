// requirement 1: a tenth of the work
function normalizeReading(reading: Awaited<ReturnType<typeof fetchSensorReading>>) {
  let normalized = 0;
  for (let i = 0; i < 500; i++) {
    normalized += Math.sin(reading.rawValue + i) * Math.cos(reading.rawValue - i);
  }
  return { ...reading, normalized };
}
