#!/usr/bin/env bash
# The results as two Markdown tables.   table.sh RESULTS MARKS MACHINE
# Figures are medians of the rounds. A ratio is the median of the rounds' own ratios: what the machine did besides met both sides of it.
set -euo pipefail

echo "Measured before and after on:"
echo
sed 's/\t/, /g; s/^/* /' "$3"
echo
awk -F '\t' '
  function value(text, name,   n, pairs, pair, i) {
    n = split(text, pairs, " ")
    for (i = 1; i <= n; i++) { split(pairs[i], pair, "="); if (pair[1] == name) return pair[2] }
    return ""
  }
  function sort(list, n,   i, j, held) {
    for (i = 2; i <= n; i++) { held = list[i]; for (j = i - 1; j > 0 && list[j] > held; j--) list[j + 1] = list[j]; list[j + 1] = held }
  }
  function median(row, who, name, below,   n, list, round, own, other) {
    n = 0
    for (round = 1; round <= last; round++) {
      own = value(results[row, who, round], name)
      if (own == "") continue
      if (below != "") {
        other = value(results[row, below, round], name)
        if (other + 0 == 0) continue
        own /= other
      }
      list[++n] = own + 0
    }
    if (n == 0) return ""
    sort(list, n)
    return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
  }
  function short(number) {
    if (number == "") return ""
    if (number >= 1e6) return sprintf("%.2f M", number / 1e6)
    if (number >= 1e4) return sprintf("%.1f k", number / 1e3)
    return sprintf(number >= 100 ? "%.0f" : "%.2f", number)
  }
  # A ratio that has a mark says whether it is reached.
  function judged(ratio, mark) { return ratio == "" ? "" : sprintf(mark == "" ? "%.2f" : ratio >= mark ? "**%.2f**" : "%.2f (below)", ratio) }
  function costs(row, who,   rss, others) {
    rss = median(row, who, "rss_kb")
    others = median(row, who, "others_p99_ms")
    return sprintf("| %s | %s | %s | %s | %s | %s |", row, who, short(median(row, who, "cpu_per_million")), short(median(row, who, "p50_ms")),
      short(median(row, who, "p99_ms")) (others == "" ? "" : "; others " short(others)), rss == "" ? "" : sprintf("%.0f", rss / 1024))
  }
  FILENAME == ARGV[1] { results[$1, $2, $3] = $4; seen[$1, $2] = 1; if ($3 > last) last = $3; next }
  { label[$1] = $2; name[$1] = $3; mark[$1] = $4; of_limit[$1] = $5; of_mosquitto[$1] = $6; order[++rows] = $1 }
  END {
    print "| | Firstlight | mosquitto | one SHA-512 | limit | of mosquitto | of the limit | mark |"
    print "|---|---|---|---|---|---|---|---|"
    for (i = 1; i <= rows; i++) {
      row = order[i]
      if (!((row, "cloud") in seen)) continue
      n = name[row]
      printf "| %s | %s | %s | %s | %s | %s | %s | %s |\n", label[row], short(median(row, "cloud", n)), short(median(row, "mosquitto", n)),
        short(median(row, "mosquitto-1", n)), short(median(row, "limit", n)), judged(median(row, "cloud", n, "mosquitto"), of_mosquitto[row]),
        judged(median(row, "cloud", n, "limit"), of_limit[row]), mark[row]
    }
    print "\n| row | of | CPU seconds per million | p50 ms | p99 ms | resident MB |"
    print "|---|---|---|---|---|---|"
    split("cloud mosquitto mosquitto-1 limit", competitors, " ")
    for (i = 1; i <= rows; i++)
      for (c = 1; c <= 4; c++)
        if ((order[i], competitors[c]) in seen) print costs(order[i], competitors[c])
  }
' "$1" "$2"
