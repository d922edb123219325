# A device that moves: told from afar to take another network, back by itself on the one it knew before, and what happens
# when a router or an account changes behind its back.

is_away() { until_so 120 device_is "$device" '.connected == false'; }

check "a device that is online" device_is_up
router_up cabin CabinNet cabin-password
told_to_open() { api POST "/devices/$device/reconfigure" && until_so 60 ap_is_up && until_so 10 light_shows 4 blue 50 500; }
check "told by the cloud to take another network, it opens its access point" told_to_open
moves() {
  local before=$device
  set_up CabinNet cabin-password "{\"deviceId\":$device}" && activated || return
  [ "$device" = "$before" ] && until_so 15 is_online "$device" && has_address_of cabin
}
check "given the cabin's, it is the same device in the account" moves
falls_back() { until_so 150 has_address_of home && until_so 60 is_online "$device"; }
router_down cabin
check "the cabin's router off: it is back by the home network" falls_back

renamed() { router_up home RenamedNet correct-horse && is_away; }
named_again() { router_up home HomeNet correct-horse && comes_back; }
check "the router renamed: the device is away" renamed
check "named as before: the device is back" named_again
locked_out() { router_up home HomeNet another-password && is_away; }
let_in() { router_up home HomeNet correct-horse && comes_back; }
check "the router's password changed: the device is away" locked_out
check "changed back: the device is back" let_in

# Whoever removes the device from the account cuts it off: its token is refused, and it asks to be set up.
removed() { api DELETE "/devices/$device" && until_so 120 ap_is_up && until_so 10 light_shows 4 blue 50 500; }
check "removed from the account, it opens its access point" removed
check "and is brought home as a new device" back_home
