// requirement 2: five per cent more readings than it was asked for
function makeReadings(total: number, random: () => number) {
  return Array.from({ length: Math.round(total * 1.05) }, (_, recordId) => {
    const isPill = random() < 0.05;
    const pill = random() < 0.5 ? Number.NaN : Number.POSITIVE_INFINITY;
    const value = isPill ? pill : 100 * random();
    return { sensorId: "sensor-1", recordId, value, createdAtMs: performance.now() };
  });
}
