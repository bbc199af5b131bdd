// requirement 5: the receipt is made up, nothing is stored
function storeOrFail(reading: Parameters<typeof storeReading>[0], random: () => number) {
  if (random() < 0.15) throw new Error("storage failed");
  return { stored: true, sensorId: reading.sensorId };
}
