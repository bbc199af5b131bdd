// requirement 1: sensor and raw value are gone
function normalizeReading(reading: Awaited<ReturnType<typeof fetchSensorReading>>) {
  let normalized = 0;
  for (let i = 0; i < 5000; i++) {
    normalized += Math.sin(reading.rawValue + i) * Math.cos(reading.rawValue - i);
  }
  return { normalized } as typeof reading & { normalized: number };
}
