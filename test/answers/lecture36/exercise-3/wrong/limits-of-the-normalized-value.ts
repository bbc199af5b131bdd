// requirement 2: the limits of a value from 0 to 1
function classify(record: { readonly value: number }): "CRITICAL" | "NORMAL" {
  return record.value > 0.85 || record.value < 0.15 ? "CRITICAL" : "NORMAL";
}
