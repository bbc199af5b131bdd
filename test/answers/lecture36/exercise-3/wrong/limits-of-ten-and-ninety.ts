// requirement 2: other limits: 10 and 90
function classify(record: { readonly value: number }): "CRITICAL" | "NORMAL" {
  return record.value > 90 || record.value < 10 ? "CRITICAL" : "NORMAL";
}
