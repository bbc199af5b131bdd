// requirement 2: a value above 85 is NORMAL
function classify(record: { readonly value: number }): "CRITICAL" | "NORMAL" {
  return record.value < 15.0 ? "CRITICAL" : "NORMAL";
}
