# A board with a second radio for its access point: the phone stays on it while the network is tried, and reads what came of it.

check "a device with a radio for each side, made fresh" \
  eval 'device_has_radio "{ interface: \"wlan0\", accessPointInterface: \"wlan4\" }" && fresh'
check "a wrong password: the phone, still on the access point, reads 722" stays_and_tells not-the-password '.last_error == 722'
check "the right one: the phone, still on the access point, reads that it is connected" stays_and_tells correct-horse '.status == "connected"'
check "the session has succeeded" activated
no_access_point() { ! iw dev | grep -q 'type AP'; }
check "the access point closes by itself" until_so 40 no_access_point
check "the device is online by its other radio" eval 'is_online "$device" && has_address_of home'
check "one radio again, and all is as before" eval 'device_describe 1.0.0 && fresh && back_home'
