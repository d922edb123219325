# The phone: a radio with wpa_supplicant, a mobile network of its own, and both ways of provisioning a device.

phone() { at phone "$@"; }

# What is in the air now: nothing that was heard before, and beacons only. A busy guest answers a probe too late for an
# active scan. iw waits for the end of its scan, and when wpa_supplicant scans at the same moment it waits for ever.
phone_hears() { # part of a name
  ip -n phone link set wlan3 up
  phone timeout 15 iw dev wlan3 scan freq 2412 2437 2462 flush passive 2>/dev/null | sed -n 's/^\tSSID: //p' | grep -F -m 1 -- "$1"
}

phone_join() { # ssid, [password]
  phone_leave
  ip -n phone link set wlan3 up
  {
    printf '%s\n' ctrl_interface=/run/phone/wpa 'network={' "ssid=\"$1\"" scan_ssid=1 'scan_freq=2412 2437 2462'
    if [ $# -ge 2 ]; then echo "psk=\"$2\""; else echo key_mgmt=NONE; fi
    echo '}'
  } >/run/phone/wpa.conf
  phone wpa_supplicant -B -i wlan3 -D nl80211 -c /run/phone/wpa.conf -P /run/phone/wpa.pid -f /run/phone/wpa.log >/dev/null || return
  until_so 40 phone_is_on "$1" || return
  phone busybox udhcpc -f -n -q -i wlan3 -t 10 -T 1 -s /lab/lease
}

phone_is_on() { # ssid
  phone iw dev wlan3 link | grep -qF "SSID: $1"
}

phone_leave() {
  end_by_file /run/phone/wpa.pid
  ip -n phone address flush dev wlan3 scope global
}

# The command line, signed in as the owner.
firstlight() {
  FIRSTLIGHT_CLOUD=https://$cloud_name:8443 FIRSTLIGHT_TRUST=$cloud_data/tls/root.pem FIRSTLIGHT_TOKEN=$(cat /run/cloud/token) \
    phone dotnet /opt/firstlight/firstlight.dll "$@"
}

reaches_cloud() {
  phone curl --silent --show-error --fail --max-time 10 --cacert "$cloud_data/tls/root.pem" --output /dev/null "https://$cloud_name:8443/healthz"
}

# What a person does with the phone: join the device, type the network in, wait. Prints what the command said.
provision() { # ssid, password ("" for an open network), [options …]
  local ssid=$1 words=(--open)
  [ -n "$2" ] && words=(--password "$2")
  shift 2
  phone_joins_device || return
  firstlight provision --json --access-point http://192.168.4.1 --ssid "$ssid" "${words[@]}" "$@"
}

# The same by the documented requests alone. It reads nothing of what the device answers, and costs the guest a tenth.
new_session() { # [{"deviceId": …}]
  api POST /provisioning/sessions "${1:-{\}}" >/run/phone/session || return
  session=$(jq -r .id /run/phone/session)
}
# With "save" the device keeps it before it is tried, and then tries for ever. The answer may be lost with the access point.
hand_over() { # ssid, password, [save]
  local save=()
  [ $# -ge 3 ] && save=(--data save=1)
  rm -f /run/phone/answer
  phone curl --silent --output /run/phone/answer --max-time 10 --get http://192.168.4.1/config \
    --data-urlencode "ssid=$1" --data-urlencode "pass=$2" --data-urlencode "blynk=$(jq -r .token /run/phone/session)" \
    --data-urlencode "host=$(jq -r .host /run/phone/session)" --data "port_ssl=$(jq -r .tlsPort /run/phone/session)" "${save[@]}"
  return 0
}
# A password for HomeNet, and what the device says of it while the phone stays where it is.
stays_and_tells() { # password, jq of /board_info.json
  phone_joins_device && new_session && hand_over HomeNet "$1" || return
  until_so 60 says_on_the_same_access_point "$2"
}
says_on_the_same_access_point() { portal /board_info.json | tee /dev/stderr | jq -e "$1"; }
answered_ok() { jq -e '.status == "ok"' /run/phone/answer; }
has_succeeded() { session_is "$session" '.state == "Succeeded"'; }
# Sets $device to what the session made.
activated() {
  until_so 130 has_succeeded || { session "$session"; return 1; }
  device=$(session "$session" | jq .deviceId)
}
set_up() { # ssid, password, [of which device]
  phone_joins_device && new_session "${3:-}" && hand_over "$1" "$2"
}

provisioned_device() { session "$(last_session)" | jq .deviceId; }

# The session that was begun last.
last_session() { api GET '/provisioning/sessions?limit=1' | jq -r '.items[0].id'; }
