# What everything else stands on, without a device: the air, the routers in all their forms, the button and the light.

# The phone as a guest of a router, without its mobile network: "reaches" means by way of that router.
cloud_by_wifi() { # place
  ip -n phone link set wan down
  ip -n phone route replace default via "${net_of[$1]}.1"
  reaches_cloud
}
mobile_again() {
  ip -n phone link set wan up
  ip -n phone route replace default via "$(gateway_of phone)"
}
not() { ! "$@"; }
joins_and_reaches() { phone_join HomeNet correct-horse && cloud_by_wifi home; }

name_in_the_air() { until_so 15 phone_hears "$1"; }
check "the phone hears the home router" name_in_the_air HomeNet
check "a phone joins it (WPA2), has an address and reaches the cloud by it, over TLS" joins_and_reaches
router_internet home down
check "a router without internet keeps the cloud out of reach" not cloud_by_wifi home
router_internet home up
check "and when it is back, so is the cloud" cloud_by_wifi home
mobile_again

router_up home Secret correct-horse hidden
check "a hidden network is not heard" not phone_hears Secret
check "and is joined by its name" phone_join Secret correct-horse
router_up home HomeNet correct-horse no-dhcp
check "a router without DHCP lets in and gives no address" not phone_join HomeNet correct-horse
check "the phone is on it all the same" phone_is_on HomeNet
phone_leave
router_up cabin CabinNet another-horse
router_up home HomeNet correct-horse
check "two networks are in the air" eval 'name_in_the_air CabinNet && name_in_the_air HomeNet'
router_down cabin

# The button, as every program sees it: 24 bytes an event, the last 8 are type, code and value.
button_events() {
  local node
  node=/dev/input/$(basename "$(dirname "$(grep -lx 'Lab button' /sys/class/input/event*/device/name)" | xargs dirname)")
  { sleep 1; button press; sleep 0.3; button release; } &
  timeout 4 busybox dd if="$node" bs=24 count=4 2>/dev/null | od -An -v -t u2 -w24 | awk '$9 == 1 { printf "%s=%s ", $10, $11 }'
}
button_seen() { [ "$(button_events)" = "141=1 141=0 " ]; }
check "the button goes down and comes up in the kernel" button_seen

blink() { # colour, on, off
  echo pattern >"$(lamp "$1")/trigger"
  echo "1 $2 1 0 0 $3 0 0" >"$(lamp "$1")/pattern"
}
check "a lamp that the kernel blinks is seen blinking" eval 'blink blue 50 500; sleep 4; light_shows 4 blue 50 500'
for colour in red green blue; do echo none >"$(lamp $colour)/trigger"; echo 0 >"$(lamp $colour)/brightness"; done
check "and dark when it is dark" eval 'sleep 1; light_shows 1 dark'
