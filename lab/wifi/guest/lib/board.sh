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

# Each time that the light was lit or dark; see light.awk.
light_times() { # seconds, lines of the log
  awk -v now="$(awk '{ printf "%d", $1 * 1000 }' /proc/uptime)" -v span="$(($1 * 1000))" -f /lab/light.awk <(tail -n "$2" "$light_log")
}

# What the light did during the last seconds, measured at the lamps: "blue 50 500" is the colours that were lit, and the
# medians of how long they were on and off, in milliseconds.
light_seen() { # seconds
  light_times "$1" $light_lately | sort -n -k 2,2 | awk '
    $1 == "dark" { off[++offs] = $2; next }
    { for (n = split($1 == "now" ? $2 : $1, lamps, "+"); n > 0; n--) seen[lamps[n]] = 1 }
    $1 != "now" { on[++ons] = $2 }
    END {
      colours = substr(("red" in seen ? "+red" : "") ("green" in seen ? "+green" : "") ("blue" in seen ? "+blue" : ""), 2)
      print (colours == "" ? "dark" : colours), on[int((ons + 1) / 2)] + 0, off[int((offs + 1) / 2)] + 0
    }'
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

# True when the light was lit in these colours for about so long, several times, during the last seconds. For what is over
# before somebody looks.
light_has_been() { # colours, on, seconds
  local colours on times=0
  while read -r colours on; do
    [ "$colours" = "$1" ] && near "$on" "$2" && times=$((times + 1))
  done < <(light_times "$3" $light_long_since)
  [ $times -ge 3 ] && return
  echo "the light was $1 for $2 ms $times times: $(light_times "$3" $light_long_since | sort | uniq -c | sort -rn | head -n 8 | paste -sd,)"
  return 1
}

hold_button() { # seconds
  button press
  sleep "$1"
  button release
}

hold_and_reset() { phone_leave; hold_button 11 && until_so 60 ap_is_up; }
