# Power cuts at moments drawn from a seed: the daemon dies by SIGKILL, or the whole guest is reset at once, without what its
# kernel had not written yet. Each moment has a number; its own seed is made of the run's and of this number, so the cuts
# that follow a reset are the same as without.

# Sets $drawn to a number from 0 to below the limit.
draw() { # number of the cut, limit
  RANDOM=$((seed + $1 * 7919))
  : $RANDOM
  drawn=$((RANDOM * $2 / 32768))
}

# Sets $resets to the numbers of two cuts, one early and one late.
draw_resets() {
  local early
  draw 0 15
  early=$((drawn + 1))
  draw 99 14
  resets="$early $((drawn + 16))"
}

# Lets so many milliseconds pass: the moment of a cut is a time.
pass_ms() { sleep "$(($1 / 1000)).$(printf %03d $(($1 % 1000)))"; }

# What begins here is cut after the drawn time.
strike() { # number, at most so many milliseconds
  draw "$1" "$2"
  pass_ms "$drawn"
  [[ " $resets " == *" $1 "* ]] && reset_guest "$1"
  echo "the daemon is killed after $drawn ms"
  killed=$(device_pid)
  # 0 while it is not there: to kill "0" would be to kill these checks.
  [ "$killed" = 0 ] || kill -KILL "$killed"
}

# The service manager has started it again: from here on the light is the new daemon's.
started_again() { [[ $(device_pid) != @(0|"$killed") ]]; }

# Where to go on after a reset. Flushed for the test's sake is this word alone, and before the step that is cut.
note_cut() { # number
  mkdir -p /state/lab
  printf 'resumed=%s session=%s device=%s devices_before=%s\n' "$1" "${session:-}" "${device:-}" "${devices_before:-}" >/state/lab/next
  sync /state/lab/next
  mv /state/lab/next /state/lab/resumed
  sync /state/lab
}

reset_guest() { # number
  echo "## -- the whole machine is cut off after $drawn ms" >/dev/ttyS0
  # The line has to be out of the serial port before the machine goes. Nothing is flushed; the host switches it on again.
  sleep 0.2
  busybox poweroff -n -f
}
