# From "milliseconds colour 0|1" to one line: colours, median on, median off. now and span are given in milliseconds.
function median(list, count,    i, j, held) {
  for (i = 2; i <= count; i++)
    for (j = i; j > 1 && list[j - 1] > list[j]; j--) { held = list[j]; list[j] = list[j - 1]; list[j - 1] = held }
  return count ? list[int((count + 1) / 2)] : 0
}
function lit() { return state["red"] + state["green"] + state["blue"] > 0 }
{
  before = lit()
  state[$2] = $3
  after = lit()
  recent = $1 >= now - span
  if ($3 && recent) seen[$2] = 1
  if (before == after) next
  if (recent && since && since >= now - span) {
    if (before) on[++ons] = $1 - since
    else off[++offs] = $1 - since
  }
  since = $1
}
END {
  for (colour in state) if (state[colour]) seen[colour] = 1
  colours = (seen["red"] ? "red " : "") (seen["green"] ? "green " : "") (seen["blue"] ? "blue " : "")
  sub(/ $/, "", colours)
  gsub(/ /, "+", colours)
  print (colours == "" ? "dark" : colours), median(on, ons), median(off, offs)
}
