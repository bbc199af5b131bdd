// requirement 2: the two words the wrong way round
function classify(record: { readonly value: number }): "CRITICAL" | "NORMAL" {
  return record.value > 85.0 || record.value < 15.0 ? "NORMAL" : "CRITICAL";
}
