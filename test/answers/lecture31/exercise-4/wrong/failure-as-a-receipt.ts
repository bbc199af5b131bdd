// requirement 5: a failure is a receipt that says not stored
function storeOrFail(reading: Parameters<typeof storeReading>[0], random: () => number) {
  if (random() < 0.15) return { stored: false, sensorId: reading.sensorId };
  return storeReading(reading);
}
