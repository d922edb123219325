# From "milliseconds colour 0|1", a line for each change of a lamp, to a line for each time that the light was lit or dark,
# if it began and ended during the last milliseconds of span: "red+blue 50", "dark 500". At last what it is now: "now red".
function names(lamps) {
  return substr((lamps["red"] ? "+red" : "") (lamps["green"] ? "+green" : "") (lamps["blue"] ? "+blue" : ""), 2)
}
{
  was = names(lit)
  lit[$2] = $3
  is = names(lit)
  if ($3) seen[$2] = 1
  if ((was == "") == (is == "")) next
  if (since && since >= now - span) print (was == "" ? "dark" : names(seen)), $1 - since
  if (is == "") delete seen
  since = $1
}
END { print "now", names(lit) }
