# Each means of breaking something is shown to break it, and its mending to mend it, before anything is concluded from it.

prove_all() {
  cut_link node1 postgres
  check "a cut link lets nothing through" refuses_postgres node1
  check "and only that link" node_is_reached node1
  join_link node1 postgres
  check "a joined link lets all through" reaches_postgres node1

  local fast slow
  fast=$(milliseconds_for_answer)
  slow_part postgres
  slow=$(milliseconds_for_answer)
  fast_part postgres
  check "a slow link is slow: $fast ms become $slow ms" [ "$slow" -gt $((fast + 1000)) ]
  check "and fast again" [ "$(milliseconds_for_answer)" -lt 1000 ]

  signal_part STOP haproxy
  check "a paused program does not answer" no haproxy_serves
  signal_part CONT haproxy
  check "and answers when it goes on" until_so 5 haproxy_serves

  mkdir "$work/small" && mount -t tmpfs -o size=1m none "$work/small"
  fill_disk "$work/small"
  check "a full disk takes nothing" no dd if=/dev/zero of="$work/small/more" bs=4k count=1
  free_disk "$work/small"
  check "and takes it again" dd if=/dev/zero of="$work/small/more" bs=4k count=1
  umount "$work/small"

  echo 1800 >"$work/node1/clock"
  check "a node's clock jumps" until_so 10 clock_is_ahead node1
  echo 0 >"$work/node1/clock"
  check "and back" until_so 10 no clock_is_ahead node1
}

no() { ! "$@"; }
reaches_postgres() { in_part "$1" "$postgres_programs/pg_isready" -t 3 -h "${address[postgres]}"; }
refuses_postgres() { no reaches_postgres "$1"; }
node_is_reached() { curl -sS -m 3 "http://${address[$1]}:8080/healthz"; }

milliseconds_for_answer() {
  local began
  began=$(date +%s%3N)
  "$postgres_programs/psql" -h "${address[postgres]}" -U firstlight -d firstlight -qtAc "SELECT repeat('x', 100000)" >/dev/null
  echo $(($(date +%s%3N) - began))
}
clock_is_ahead() {
  local said
  said=$(curl -sSi -m 3 "http://${address[$1]}:8080/healthz" | sed -n 's/^[Dd]ate: *//p' | tr -d '\r')
  [ $(($(date -d "$said" +%s) - $(date +%s))) -gt 1000 ]
}
