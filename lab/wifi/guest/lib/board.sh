# Hands and eyes at the board: the button, and what the light was seen to do.

light_log=/run/board/light

make_board() {
  mkdir -p /run/board
  /lab/board /run/board/hands "$light_log" 2>/run/board/log &
  echo $! >/run/board/pid
  until_so 10 board_is_there && return
  cat /run/board/log
  ls /sys/class/leds /dev/input
  return 1
}

board_is_there() { [ -p /run/board/hands ] && [ -e "$(lamp green)/brightness" ]; }

# The folder of a lamp in sysfs; the kernel names it after the device's number and the key that it sat on.
lamp() { # colour
  local key
  case $1 in red) key=numlock ;; green) key=capslock ;; blue) key=scrolllock ;; esac
  local folders=(/sys/class/leds/input*::"$key")
  for folder in "${folders[@]}"; do
    [ "$(cat "$folder/device/name" 2>/dev/null)" = "Lab light" ] && echo "$folder" && return
  done
  echo /nowhere
}

button() { echo "$1" >/run/board/hands; }

# Lines of the light's log that are looked at: more than ten seconds of the quickest pattern, or minutes of an error's.
light_lately=800
light_long_since=6000

# What the light did during the last seconds, measured at the lamps: "blue 50 500" is the colours that were lit, and the
# medians of how long they were on and off, in milliseconds.
light_seen() { # seconds
  awk -v now="$(awk '{ printf "%d", $1 * 1000 }' /proc/uptime)" -v span="$(($1 * 1000))" -f /lab/light.awk <(tail -n $light_lately "$light_log")
}

# True when that is what was seen; times may be off by a third and 25 ms, which is how late a busy guest can be.
light_shows() { # seconds, colours, [on, off]
  local colours on off
  read -r colours on off <<<"$(light_seen "$1")"
  [ "$colours" = "$2" ] && near "$on" "${3:-0}" && near "$off" "${4:-0}" && return
  echo "the light was '$colours $on $off'"
  return 1
}

near() { # measured, wanted
  local slack=$(($2 / 3 + 25))
  [ "$1" -ge $(($2 - slack)) ] && [ "$1" -le $(($2 + slack)) ]
}

# True when the colour was on for about so long, several times, during the last seconds.
light_has_been() { # colour, on, seconds
  awk -v now="$(awk '{ printf "%d", $1 * 1000 }' /proc/uptime)" -v span="$(($3 * 1000))" -v wanted="$1" -v on="$2" '
    $2 != wanted || $1 < now - span { next }
    $3 { since = $1; next }
    since && $1 - since >= on * 0.6 && $1 - since <= on * 1.4 + 25 { times++ }
    END { if (times < 3) { print "the light was not " wanted " for " on " ms"; exit 1 } }' <(tail -n $light_long_since "$light_log")
}

hold_button() { # seconds
  button press
  sleep "$1"
  button release
}

hold_and_reset() { phone_leave; hold_button 11 && until_so 60 ap_is_up; }
