# shellcheck shell=bash disable=SC2154,SC2034 # what the parts share is set in run
# The rows that are measured in rounds. Each measurement leaves its name=value pairs in `measured`; a line of the results is
# row, competitor, round, name=value …

readonly sample=20 # values read back after writes
measured=''

record() { # row competitor round
  printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$measured" >>"$results"
  say "$1, $2, round $3: $measured"
}

# By turns, so that what else the machine does meets all of them alike. Round 0 warms up and does not count: .NET compiles what is busy
# once more, and that takes a while.
alternate() { # row competitors…
  local row=$1 round name length
  shift
  for ((round = 0; round <= rounds; round++)); do
    for name in "$@"; do
      length=$seconds
      [ $round -gt 0 ] || length=$((seconds + 1))
      "measure_${row//-/_}" "$name" "$length" || die "$row could not be measured with $name."
      [ $round -eq 0 ] || record "$row" "$name" $round
    done
  done
}

load() { # competitor protocol scenario options…
  local name=$1 protocol=$2 scenario=$3 users=$work/$2
  shift 3
  [[ "$name" != mosquitto* ]] || users=$work/mosquitto-users
  measured=$("$work/load" "$protocol" "$scenario" --port "${ports[$name]}" --credentials "$users" --pid "${pids[$name]}" "$@")
}

row_logins() { alternate logins limit cloud; }
row_logins_mqtt() { alternate logins-mqtt limit cloud mosquitto mosquitto-1; }
# A port that was used rests for a while: from one address there would soon be none left, whoever answers.
measure_logins() { load "$1" native logins --addresses 8 --seconds "$2"; }
measure_logins_mqtt() { load "$1" mqtt logins --addresses 8 --seconds "$2"; }

row_writes() { alternate writes limit cloud; }
row_writes_mqtt() { alternate writes-mqtt limit cloud mosquitto; }
row_round_trips() { alternate round-trips limit cloud; }
row_round_trips_mqtt() { alternate round-trips-mqtt limit cloud mosquitto; }
measure_writes() { batches "$1" native 100 "$2"; }
measure_writes_mqtt() { batches "$1" mqtt 100 "$2"; }
measure_round_trips() { batches "$1" native 1 "$2"; }
measure_round_trips_mqtt() { batches "$1" mqtt 1 "$2"; }
batches() { # competitor protocol batch seconds
  load "$1" "$2" writes --batch "$3" --seconds "$4" --expected "$work/expected" || return 1
  [ "$1" != cloud ] || read_back "$work/expected" $sample
}

# A token by REST, and then its device's first login and introduction: together a device in an account. Each step is on disk before
# its answer.
row_tokens() { alternate tokens cloud; }
row_activations() { alternate activations cloud; }
measure_tokens() { # competitor seconds
  local before
  rm -f "$work/new"
  before=$(cpu_ticks "$1")
  measured=$(wrk -t1 -c64 -d"$2s" --latency -s "$here/sessions.lua" "$(cloud_url)" -- "$access" "$work/new" | grep '^rate=') || return 1
  add_cost "$1" "$before"
}
# Of each token once: those handed out in the same time suffice, or it ends earlier.
measure_activations() { # competitor seconds
  measure_tokens "$1" "$2" || return 1
  load "$1" native activations --credentials "$work/new" --product "$template" --addresses 8 --seconds "$2" || return 1
  local operations=${measured##*operations=}
  head -n "${operations%% *}" "$work/new" | shuf -n $sample | while read -r token; do
    curl -sS --fail -o "$work/answer" "$(cloud_url)/external/api/isHardwareConnected?token=$token" || die "a device was activated and is not there."
  done
}

# The same on a disk that keeps nothing in less than five milliseconds.
row_activations_slow_disk() {
  preload=$work/slow-disk.so restart_server cloud
  alternate activations-slow-disk cloud
  restart_server cloud
}
measure_activations_slow_disk() { measure_activations "$@"; }

row_http_get() { alternate http-get limit cloud; }
row_http_update() {
  # What http.lua writes for each token.
  head -n 10000 "$work/native" | awk '{ printf "%s 20.%03d\n", $1, NR % 1000 }' >"$work/updates"
  alternate http-update limit cloud
}
measure_http_get() { calls "$1" get "$2"; }
measure_http_update() { calls "$1" update "$2"; }
calls() { # competitor call seconds
  local before operations
  before=$(cpu_ticks "$1")
  measured=$(wrk -t1 -c64 -d"$3s" --latency -s "$here/http.lua" "http://127.0.0.1:${ports[$1]}" -- "$2" "$work/native" | grep '^rate=') || return 1
  add_cost "$1" "$before"
  operations=${measured##*operations=} operations=${operations%% *}
  [ "$1/$2" != cloud/update ] || read_updates "$operations"
}
# What the server needed for the calls that wrk has counted.
add_cost() { # competitor ticks-before
  local after operations resident
  after=$(cpu_ticks "$1")
  resident=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/${pids[$1]}/status")
  operations=${measured##*operations=} operations=${operations%% *}
  # A tick is a hundredth of a second.
  measured+=" cpu_per_million=$(((after - $2) * 10000 / operations)) rss_kb=$resident"
}
# Tokens are taken in turn; the newest 64 calls may still have been open.
read_updates() { # operations
  [ "$1" -gt 64 ] || return 0
  head -n $(($1 - 64)) "$work/updates" >"$work/expected"
  read_back "$work/expected" $sample
}
cpu_ticks() { sed 's/.*) //' "/proc/${pids[$1]}/stat" | awk '{ print $12 + $13 }'; }

# A young process each time: what was held before is not measured along.
row_idle() { alternate idle limit cloud mosquitto; }
measure_idle() {
  local protocol=native
  [ "$1" != mosquitto ] || protocol=mqtt
  restart_server "$1"
  load "$1" $protocol idle --connections 10000 --seconds "$(($2 * 2))"
}
