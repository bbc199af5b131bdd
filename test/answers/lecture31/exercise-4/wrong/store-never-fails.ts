// requirement 5: it does not fail
function storeOrFail(reading: Parameters<typeof storeReading>[0], random: () => number) {
  if (random() < 0) throw new Error("storage failed");
  return storeReading(reading);
}
