# What the service takes: memory at rest, and the time from its start to an open access point.

check "a device that is online" device_is_up
lean() { grep -E '^(Vm|Rss)' "/proc/$(device_pid)/status"; [ "$(resident_megabytes)" -le 60 ]; }
check "online, it holds at most 60 MB ($(resident_megabytes) MB)" lean

opens_quickly() {
  phone_leave
  device_stop
  find /var/lib/firstlight-edgent -mindepth 1 -delete
  systemctl reset-failed firstlight-edgent 2>/dev/null
  systemctl start firstlight-edgent
  until_so 60 says_open && [ "$(milliseconds_to_open)" -le 10000 ]
}
# Both by the guest's clock, in which its work takes its time: a start of .NET thrice what it takes without a guest.
milliseconds_to_open() {
  local started opened
  started=$(systemctl show --property ExecMainStartTimestampMonotonic --value firstlight-edgent)
  opened=$(says_open | tail -n 1 | jq -r .__MONOTONIC_TIMESTAMP)
  echo $(((opened - started) / 1000))
}
says_open() {
  local start
  start=$(systemctl show --property InvocationID --value firstlight-edgent)
  journalctl -q -o json _SYSTEMD_INVOCATION_ID="$start" | grep -E 'Access point .* is open'
}
check "from its start it has its access point open within ten seconds" opens_quickly
say "-- it took $(milliseconds_to_open) ms"
check "a phone brings it online again" back_home

# A router that goes and comes: the memory stays as it was after the first time. What a day of it does to back-off and memory
# is shown in virtual time by the tests of Firstlight.Edgent.
goes_and_comes() { router_down home && goes_away && router_up home HomeNet correct-horse && comes_back; }
check "the router goes and comes: so does the device" goes_and_comes
stays_lean() {
  local before now
  before=$(resident_megabytes)
  for _ in 1 2 3; do goes_and_comes || return; done
  now=$(resident_megabytes)
  echo "$before MB before, $now MB after"
  [ "$now" -le $((before + 4)) ]
}
check "three times more: it does not grow" stays_lean
