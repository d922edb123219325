# What the lab says. A line for people begins with "## "; the host counts those that go on with "ok" or "FAILED".

say() { printf '## %s\n' "$*"; }
seconds() { cut -d' ' -f1 /proc/uptime; }
since() { awk -v from="$1" '{ printf "%.1f", $1 - from }' /proc/uptime; }

# One line for one check. What a failed one printed, and what the device and the router logged, stands below it.
check() { # sentence, command …
  local sentence=$1 from
  shift
  from=$(seconds)
  tell_if_slow "$sentence" &
  local teller=$!
  # A file and not "$(…)": that would wait for every program that a check starts and leaves running.
  if "$@" </dev/null >/run/check 2>&1; then
    kill $teller 2>/dev/null
    say "$(printf 'ok      %6s s  %s' "$(since "$from")" "$sentence")"
  else
    kill $teller 2>/dev/null
    say "$(printf 'FAILED  %6s s  %s' "$(since "$from")" "$sentence")"
    { uniq /run/check | tail -n 15; diagnose; } | sed 's/^/##     | /'
    return 1
  fi
}

# A check that lasts shows what the guest is at meanwhile.
tell_if_slow() {
  local nap=''
  trap 'kill $nap 2>/dev/null; exit' TERM
  while true; do
    sleep 100 &
    nap=$!
    wait $nap
    say "-- still at: $1"
    { tail -n 6 /run/check; top -b -n 1 -d 1 | sed -n '1,12p'; journalctl -q -o cat --no-pager -n 6 -u firstlight-edgent; } | cut -c1-160 | sed 's/^/##     | /'
  done
}

# Asks again until it is so; a wait without a condition does not exist here. The guest's time leaps over what is slept, so a
# pause costs nothing, and each question does.
until_so() { # seconds, command …
  local limit=$1 end pause=0.5
  shift
  [ "$limit" -lt 30 ] || pause=2
  end=$((SECONDS + limit))
  until "$@"; do
    if [ $SECONDS -ge $end ]; then
      echo "not so within $limit s: $*"
      return 1
    fi
    sleep $pause
  done
}

diagnose() {
  echo "device:"
  journalctl -q -o cat --no-pager -n 12 -u firstlight-edgent 2>/dev/null | cut -c1-220
  echo "NetworkManager, home router:"
  journalctl -q -o cat --no-pager -n 40 -u NetworkManager 2>/dev/null | grep -v 'sys-iface-state\|supplicant interface' | tail -n 4 | cut -c1-200
  tail -n 3 /run/home/hostapd.log 2>/dev/null
}
