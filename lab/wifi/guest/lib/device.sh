# The device: our package on a board that has a radio, a button and a light.

ap_prefix="Blynk Thermostat-"
bridge=/run/firstlight-edgent/bridge.sock

device_install() {
  dpkg --force-unsafe-io --install /lab/firstlight-edgent.deb
}

# What a maker writes for the product.
device_describe() { # version
  install -D -m 644 "$cloud_data/tls/root.pem" /etc/firstlight-edgent/root.pem
  install -m 644 /lab/bundles/maker.pub /etc/firstlight-edgent/updates.pub
  cat >/etc/firstlight-edgent/edgent.json <<JSON
{
  "template": { "id": "$template", "name": "Thermostat" },
  "firmware": { "version": "$1" },
  "cloud": { "host": "$cloud_name", "tlsPort": 8443, "trust": "/etc/firstlight-edgent/root.pem" },
  "updates": { "key": "/etc/firstlight-edgent/updates.pub" },
  "network": "wifi",
  "radio": { "country": "BZ" },
  "button": { "name": "Lab button" },
  "light": { "red": "$(basename "$(lamp red)")", "green": "$(basename "$(lamp green)")", "blue": "$(basename "$(lamp blue)")" },
  "datastreams": { "Temperature": "V0" }
}
JSON
}

device_is_installed() {
  [ -e /etc/firstlight-edgent/edgent.json ] || { device_install && device_describe 1.0.0; }
}

# What else the maker writes about the radio.
device_has_radio() { # JSON
  device_is_installed && device_describe 1.0.0 || return
  jq ".radio += $1" /etc/firstlight-edgent/edgent.json >/run/edgent.json
  install -m 644 /run/edgent.json /etc/firstlight-edgent/edgent.json
}

device_start() { systemctl start firstlight-edgent; }
device_stop() { systemctl stop firstlight-edgent; }
device_pid() { systemctl show --property MainPID --value firstlight-edgent; }

# As out of the box: no settings, no stored networks.
device_forget() {
  device_stop
  device_wipe
  device_start
}

device_wipe() {
  find /var/lib/firstlight-edgent /etc/NetworkManager/system-connections -mindepth 1 -delete
  nmcli connection reload
}

# The name of the access point that the air carries; nothing when there is none.
ap_name() { phone_hears "$ap_prefix"; }
ap_is_up() { ap_name >/dev/null; }
ap_is_down() { ! iw dev wlan0 info | grep -q 'type AP'; }

# What the device's page says to a phone that is on its access point.
portal() { # path, [curl options …]
  local path=$1
  shift
  phone curl --silent --show-error --fail --max-time 25 "$@" "http://192.168.4.1$path"
}

portal_hears() { portal /wifi_scan.json | tee /dev/stderr | jq -e "any(.[]; .ssid == \"$1\")"; } # ssid

phone_joins_device() {
  phone_leave
  until_so 60 ap_is_up || return
  phone_join "$(ap_name)"
}

# The device is online in the account, as the cloud sees it.
is_online() { api GET "/devices/$1" | jq -e '.connected' >/dev/null; }

resident_megabytes() { awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$(device_pid)/status"; }

# What it says of itself to programs on the board: online, connecting, set_up … The cloud may not know yet that a device has gone.
device_says() { # state
  bridge_says '{"state": true}' | tail -n 1 | jq -e ".state == \"$1\""
}

# A line of JSON to the bridge, and what it answers.
bridge_says() { printf '%s\n' "$1" | socat -t 5 - "UNIX-CONNECT:$bridge"; }

# A program on the board writes, and the cloud knows it.
writes_value() { # value
  bridge_says "{\"write\": {\"Temperature\": $1}}" || return
  until_so 10 value_is "$1"
}
value_is() { api GET "/devices/$device/datastreams" | jq -e "any(.[]; .pin == 0 and (.value | tonumber) == $1)"; }

has_address_of() { ip -4 address show wlan0 | grep -F " ${net_of[$1]}."; } # router

# A device that has never been used, with its access point open.
fresh() {
  phone_leave
  device_forget && until_so 60 ap_is_up
}

# What the customer does when all is well: $device is the one that is online afterwards.
back_home() {
  set_up HomeNet correct-horse && activated && until_so 15 is_online "$device"
}

# A device that has worked finds its way back by itself.
comes_back() { until_so 150 device_says online && until_so 30 is_online "$device"; }
goes_away() { until_so 90 eval '! device_says online'; }

device_is_up() {
  [ -n "${device:-}" ] && device_says online && is_online "$device" && return
  device_is_installed && fresh && back_home
}
