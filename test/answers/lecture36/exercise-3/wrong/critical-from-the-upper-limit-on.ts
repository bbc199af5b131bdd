// requirement 2: 85 itself is CRITICAL
function classify(record: { readonly value: number }): "CRITICAL" | "NORMAL" {
  return record.value >= 85.0 || record.value < 15.0 ? "CRITICAL" : "NORMAL";
}
