# What goes wrong at a customer's: each failure has its own code and sentence, the light shows it, and nobody has to touch
# the device to try again.

# The attempt of a fresh device fails with this code: the red light shows it, the access point is there for the next try, the
# device tells the phone, and when the phone passes it on, the session's timeline ends with it.
fails_with() { # code, ssid, password
  begun=$(seconds)
  set_up "$2" "$3" && until_so 150 red_blinks && until_so 120 ap_is_up && phone_joins_device || return
  portal /board_info.json | jq -e ".last_error == $1" || return
  api POST "/provisioning/sessions/$session/reports" "{\"step\":\"device_reported_error\",\"errorCode\":$1}" && has_failed_with "$1"
}
red_blinks() { light_has_been red 80 "$(since "$begun" | cut -d. -f1)"; }
has_failed_with() { # code
  session_is "$session" ".state == \"Failed\" and .failure.code == $1 and (.steps[-2:] | map(.name)) == [\"device_reported_error\", \"failed\"]"
}
# The same by the command, which says it too.
tells() { # code, ssid, password
  begun=$(seconds)
  provision "$2" "$3" && { echo "it succeeded"; return 1; }
  session=$(last_session)
  grep -q "$1" /run/check && has_failed_with "$1" && red_blinks && until_so 120 ap_is_up
}
joins() { # words of the router
  router_up home HomeNet correct-horse "$@" && fresh && back_home
}

check "a device that works" device_is_up
check "made fresh: no settings, its access point open" fresh
check "wrong password: 722, by the command too" tells 722 HomeNet not-the-password
check "absent network: 720" fails_with 720 "No Such Network" whatever12
router_up home HomeNet correct-horse no-dhcp
check "router without DHCP: 723" fails_with 723 HomeNet correct-horse
router_up home HomeNet correct-horse
router_internet home down
check "router without internet: 702" fails_with 702 HomeNet correct-horse
router_internet home up
check "the same device, done right, is online" back_home
check "hidden network: joined" joins hidden
check "WPA3 (SAE): joined" joins wpa3
router_up home HomeNet correct-horse

# A device that has worked finds its way back by itself.
cloud_goes() { cloud_stop && until_so 60 light_shows 3 green+blue 100 100; }
cloud_returns() { cloud_start && cloud_is_up && comes_back; }
check "cloud down: the light says that the device looks for it" cloud_goes
check "cloud back: so is the device" cloud_returns
router_goes() { router_down home && until_so 90 light_shows 4 green+blue 50 500; }
router_returns() { router_up home HomeNet correct-horse && comes_back; }
check "router off: the light says that the device looks for it" router_goes
check "router on: so is the device" router_returns
