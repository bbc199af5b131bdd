// requirement 2: a value below 15 is NORMAL
function classify(record: { readonly value: number }): "CRITICAL" | "NORMAL" {
  return record.value > 85.0 ? "CRITICAL" : "NORMAL";
}
