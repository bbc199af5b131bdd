// requirement 2: everything is NORMAL
function classify(record: { readonly value: number }): "CRITICAL" | "NORMAL" {
  return Number.isNaN(record.value) && record.value > 85.0 ? "CRITICAL" : "NORMAL";
}
