# One radio that is an access point and in a network at once: the access point follows to the network's channel, and the phone with it.

check "a device whose radio may be both at once, made fresh" eval 'device_has_radio "{ keepsAccessPoint: true }" && fresh'
check "'check' tells the maker what the radio can do" eval \
  'firstlight-edgentd check | tee /dev/stderr | grep -q "^radio  *wlan0, an access point and in a network at once, on one channel"'
access_point_is_on() { iw dev edgent-ap info | tee /dev/stderr | grep -q "channel $1 "; } # channel
check "its access point has an interface of its own, on channel 1" access_point_is_on 1
check "it hears a router that came after its access point" eval \
  'phone_joins_device && router_up cabin CabinNet correct-horse && until_so 60 portal_hears CabinNet && router_down cabin'
check "a wrong password: the phone reads 722 on the access point that followed" stays_and_tells not-the-password '.last_error == 722'
check "the access point is where the router is, on channel 6" access_point_is_on 6
check "the right one: the phone reads that it is connected" stays_and_tells correct-horse '.status == "connected"'
in_both() { access_point_is_on 6 && iw dev wlan0 link | grep -q 'SSID: HomeNet'; }
check "the one radio is access point and in the network at that moment" in_both
check "the session has succeeded" activated
has_no_second_face() { ! iw dev edgent-ap info; }
check "the access point closes by itself, and its interface is gone" until_so 40 has_no_second_face
check "the device is online" eval 'is_online "$device" && has_address_of home'
killed_beside_its_access_point() {
  fresh && access_point_is_on 1 && systemctl kill --signal KILL firstlight-edgent && until_so 60 access_point_is_on 1 && back_home
}
check "killed with its access point open, it comes back with it and finds home" killed_beside_its_access_point
check "one thing after the other again, and all is as before" eval 'device_describe 1.0.0 && fresh && back_home'
