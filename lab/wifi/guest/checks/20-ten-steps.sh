# From the box to the account, as the ten steps have it; with a phone that reads the device's answers, and with one that
# sends what is documented and reads nothing.

check "our package installs" device_install
device_describe 1.0.0
check "the service starts" device_start

# 1 and 2
check "step 1: the device's access point is in the air" until_so 60 ap_is_up
check "step 1: the light beats blue, 50 ms on and 500 ms off" until_so 20 light_shows 4 blue 50 500
check "step 2: the phone joins it and has an address" phone_joins_device
reads_board() {
  portal /board_info.json --dump-header /run/phone/headers --header "Origin: https://$cloud_name:8443" >/run/phone/board || return
  cat /run/phone/headers /run/phone/board
  grep -qi '^access-control-allow-origin: ' /run/phone/headers &&
    jq -e ".tmpl_id == \"$template\" and .fw_ver == \"1.0.0\" and .last_error == 0" /run/phone/board
}
check "step 2: the app reads the board's information, also from a page of another origin" reads_board
check "step 2: the light says that a phone is there" until_so 10 light_shows 3 blue 200 200
# 3
hears_home() { portal /wifi_scan.json | tee /dev/stderr | jq -e 'any(.[]; .ssid == "HomeNet" and .sec != "OPEN")' ; }
check "step 3: the device offers the home network" hears_home

# 4 to 9 by the command line, which waits for the cloud
check "steps 4 to 9: 'firstlight provision' ends with a device that is online" provision HomeNet correct-horse
device=$(provisioned_device)
check "step 9: the session tells the way, step by step" \
  session_is "$(last_session)" '[.steps[].name] == ["token_issued", "device_found", "credentials_sent", "device_seen", "template_bound", "activated"]'
check "step 9: the device is online in the account" until_so 15 is_online "$device"
check "step 9: the light breathes green" until_so 25 light_shows 8 green+blue 2432 2432
check "step 9: it has an address of the home router" has_address_of home
check "a program on the board writes a value by the bridge, and the cloud has it" writes_value 21.5

# The same device, given to a phone that follows the documents: it cannot read what the device says, so it sends everything
# and watches the cloud.
sends_blindly() {
  phone_joins_device || return
  phone curl --silent --output /dev/null --max-time 10 http://192.168.4.1/board_info.json
  phone curl --silent --output /dev/null --max-time 25 http://192.168.4.1/wifi_scan.json
  new_session && hand_over HomeNet correct-horse save && activated
}
first=$device
check "the button, held for ten seconds, brings the access point back" hold_and_reset
check "a phone that only sends what is documented activates it too" sends_blindly
check "as another device of the account: the button cut it off from the first" \
  session_is "$session" ".deviceId != $first and .isReprovisioning == false"
check "and that one is online" until_so 15 is_online "$device"
