// requirement 5: probability 0.5
function storeOrFail(reading: Parameters<typeof storeReading>[0], random: () => number) {
  if (random() < 0.5) throw new Error("storage failed");
  return storeReading(reading);
}
