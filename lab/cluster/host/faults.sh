# What is broken, and how it is mended. A fault is begin_NAME and mend_NAME; `_` in place of `-`.

# name, nodes it wants, seconds it lasts (least, most), seconds until everybody is served again, and whether anything can be
# acknowledged meanwhile: silent, served, or alone: silent while there is only one node.
all_faults='
kill-node        1  1  3  30 alone
kill-postgres    1  1  4  30 silent
kill-haproxy     1  1  4  20 silent
kill-rabbit      2  1  4  30 served
pause-node       1  3 12  30 alone
pause-postgres   1  3 12  45 silent
pause-haproxy    1  3 12  30 silent
pause-rabbit     2  3 12  30 served
cut-postgres     1  3 12  60 alone
cut-rabbit       2  3 12  30 served
cut-haproxy      1  3 12  30 alone
slow-postgres    1  5 10  30 served
slow-haproxy     1  5 10  30 served
full-postgres    1  4  8  45 served
full-node        1  4  8  30 served
clock            1  4  8  30 served
upgrade          1  0  0  30 served
'
list_faults() { awk 'NF { print $1 }' <<<"$all_faults"; }
faults_for() { awk -v nodes="$1" 'NF && $2 <= nodes { print $1 }' <<<"$all_faults"; }
is_fault() { list_faults | grep -qxF -- "$1"; }

note() { echo "$(date +%s%3N) $*" >>"$work/clients/faults.log"; }
# Sets $order. Drawn here and not behind a pipe: in a shell of its own bash draws from chance, whatever the seed.
shuffle() {
  local name drawn=()
  for name in "$@"; do drawn+=("$RANDOM $name"); done
  mapfile -t order < <(printf '%s\n' "${drawn[@]}" | sort -n | cut -d' ' -f2)
}

play() { # name
  local name=$1 least most limit during word=${1//-/_}
  read -r _ _ least most limit during < <(awk -v name="$name" '$1 == name' <<<"$all_faults")
  if [ "$during" = alone ]; then [ "$nodes" -eq 1 ] && during=silent || during=served; fi
  # A name of its own for each time, and the node that is hit drawn each time.
  times[$name]=$((${times[$name]:-0} + 1))
  local title=$name
  [ "${times[$name]}" -eq 1 ] || title=$name-${times[$name]}
  victim=node$((RANDOM % nodes + 1))
  local seconds=$((least + RANDOM % (most - least + 1)))
  # What a service shrugs off for seconds it may not survive for a minute: from the second time on they last up to four times as long.
  [ "${times[$name]}" -eq 1 ] || seconds=$((seconds * (1 + RANDOM % 4)))
  echo "-- $title for $seconds s, $victim"
  "begin_$word"
  note begin "$title" "$limit" "$during"
  sleep "$seconds"
  note heal "$title"
  "mend_$word"
  local number
  for ((number = 1; number <= nodes; number++)); do
    runs "node$number" || { bad "$title: node$number goes on"; tail -n 5 "$work/log/node$number"; start_node "node$number"; }
  done
  clients recovered "$work/clients" "$limit" >/dev/null
}
declare -A times=()

begin_kill_node() { kill_part "$victim"; }
mend_kill_node() { start_node "$victim"; }
begin_kill_postgres() { kill_part postgres; }
mend_kill_postgres() { start_postgres; }
begin_kill_haproxy() { kill_part haproxy; }
mend_kill_haproxy() { start_haproxy; }
begin_kill_rabbit() { kill_part rabbit; }
mend_kill_rabbit() { start_rabbit; }

begin_pause_node() { signal_part STOP "$victim"; }
mend_pause_node() { signal_part CONT "$victim"; }
begin_pause_postgres() { signal_part STOP postgres; }
mend_pause_postgres() { signal_part CONT postgres; }
begin_pause_haproxy() { signal_part STOP haproxy; }
mend_pause_haproxy() { signal_part CONT haproxy; }
begin_pause_rabbit() { signal_part STOP rabbit; }
mend_pause_rabbit() { signal_part CONT rabbit; }

begin_cut_postgres() { cut_link "$victim" postgres; }
mend_cut_postgres() { join_link "$victim" postgres; }
begin_cut_rabbit() { cut_link "$victim" rabbit; }
mend_cut_rabbit() { join_link "$victim" rabbit; }
begin_cut_haproxy() { cut_link "$victim" haproxy; }
mend_cut_haproxy() { join_link "$victim" haproxy; }

begin_slow_postgres() { slow_part postgres; }
mend_slow_postgres() { fast_part postgres; }
begin_slow_haproxy() { slow_part haproxy; }
mend_slow_haproxy() { fast_part haproxy; }

# What is left is taken to the last block; a server that gave up is started again when there is room.
fill_disk() { dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null; sync -f "$1"; }
free_disk() { rm -f "$1/filler"; }
begin_full_postgres() { fill_disk "$work/postgres"; }
mend_full_postgres() {
  free_disk "$work/postgres"
  until_so 3 postgres_answers && return
  kill_part postgres
  start_postgres
}
begin_full_node() { fill_disk "$work/$victim"; }
mend_full_node() { free_disk "$work/$victim"; }

# Half an hour ahead, and back again: both are jumps.
begin_clock() { echo 1800 >"$work/$victim/clock"; }
mend_clock() { echo 0 >"$work/$victim/clock"; }

# One node after the other is told to end, and started anew when it has.
begin_upgrade() {
  local number
  for ((number = 1; number <= nodes; number++)); do
    signal_part TERM "node$number"
    until_so 60 is_gone "node$number" || { bad "upgrade: node$number ends when it is told"; kill_part "node$number"; }
    start_node "node$number"
  done
}
mend_upgrade() { :; }
