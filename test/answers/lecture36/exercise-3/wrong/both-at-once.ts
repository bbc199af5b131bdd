// requirement 2: above 85 and below 15 at once: never
function classify(record: { readonly value: number }): "CRITICAL" | "NORMAL" {
  return record.value > 85.0 && record.value < 15.0 ? "CRITICAL" : "NORMAL";
}
