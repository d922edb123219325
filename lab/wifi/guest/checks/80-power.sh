# Power cuts: at thirty moments drawn from the run's seed, in every step from the open access point to a change of network.
# The daemon is killed; at two of the moments the whole machine is reset. Each time the device is afterwards what it was
# before or what it was about to be, and goes on from there by itself.

steps=(opening asked given joining first_login online reconfigured)
cuts_max=30

step_of() { echo "${steps[($1 - 1) % ${#steps[@]}]}"; }

power_cut() { # number, step
  note_cut "$1"
  "cut_$2" "$1" && until_so 30 started_again && "stands_$2" "$1"
}

# While it opens its access point for the first time: it opens it again.
title_opening="opening its access point"
cut_opening() {
  phone_leave
  device_stop
  device_wipe
  device_start &
  strike "$1" 6000
}
stands_opening() { until_so 60 is_open; }

# While a phone asks it which networks it hears: the phone finds it again.
title_asked="asked for networks by a phone"
cut_asked() {
  phone_joins_device || return
  { portal /board_info.json && portal /wifi_scan.json; } >/dev/null 2>&1 &
  strike "$1" 1500
}
stands_asked() { until_so 60 is_open && phone_joins_device && portal /board_info.json | jq -e '.last_error == 0'; }

# While it is given network and token: it has taken all of it, and goes on without the phone; or nothing, and is given it again.
title_given="given network and token"
cut_given() {
  devices_before=$(devices_count)
  # From here on it is this session that counts.
  new_session && note_cut "$1" && phone_joins_device || return
  hand_over HomeNet correct-horse save &
  strike "$1" 2500
}
stands_given() {
  until_so 90 has_taken_or_asks || return
  [ $taken = yes ] && { echo "it had taken them"; return; }
  echo "it had not taken them"
  answered_ok && { echo "but it had said that it had"; return 1; }
  [ -e /run/phone/session ] || new_session || return
  phone_joins_device && hand_over HomeNet correct-horse save && answered_ok
}
# Asked once: the air is not heard alike each time, and who asks again could take "not heard" for "taken".
has_taken_or_asks() {
  if is_open; then taken=no; elif is_on_its_way || has_succeeded; then taken=yes; else return 1; fi
}

title_joining="joining the network for the first time"
cut_joining() { strike "$1" 4000; }
stands_joining() { :; }

# While it logs in for the first time: it is in the account, once.
title_first_login="logging in for the first time"
cut_first_login() { strike "$1" 8000; }
stands_first_login() {
  activated || return
  until_so 60 is_online "$device" && [ "$(devices_count)" -eq $((devices_before + 1)) ]
}

title_online="writing a value"
cut_online() {
  bridge_says '{"write": {"Temperature": 20.5}}' >/dev/null 2>&1 &
  strike "$1" 1000
}
stands_online() { comes_back && until_so 20 test -S "$bridge" && writes_value "$((21 + $1))"; }

# While it is told to take another network: it asks for one, or is online on the one that it knows.
title_reconfigured="told to take another network"
cut_reconfigured() {
  api POST "/devices/$device/reconfigure" >/dev/null &
  strike "$1" 4000
}
stands_reconfigured() { until_so 120 is_online_or_open; }
is_online_or_open() { is_open || is_online "$device"; }

# The light says what the daemon is at; an access point without a daemon is still in the air for a while.
is_open() { { light_shows 2 blue 50 500 || light_shows 2 blue 200 200; } && ap_is_up; }
is_on_its_way() { light_shows 2 green+blue 50 500; }
devices_count() { api GET '/devices?limit=100' | jq '.items | length'; }

[ -e /etc/firstlight-edgent/edgent.json ] || check "our package installs" eval 'device_install && device_describe 1.0.0'
draw_resets
if [ -n "${resumed:-}" ]; then
  device_start
  title=title_$(step_of "$resumed")
  check "cut $resumed, ${!title}: all of it comes back with the power" "stands_$(step_of "$resumed")" "$resumed"
else
  say "-- seed $seed; at the cuts $resets it is the whole machine"
fi
for ((number = ${resumed:-0} + 1; number <= cuts_max; number++)); do
  title=title_$(step_of $number)
  check "cut $number, ${!title}" power_cut $number "$(step_of $number)"
done
