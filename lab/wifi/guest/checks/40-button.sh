# The button: released early nothing happens, held for three seconds the light says so, held for ten the settings go.

check "a device that is online" device_is_up

pressed_briefly() {
  hold_button 1
  sleep 2
  light_has_been red+green+blue 385 4 && return 1
  is_online "$device"
}
check "pressed briefly: nothing happens" pressed_briefly

held_for_three() {
  button press
  sleep 7
  light_shows 3 red+green+blue 385 385
  local seen=$?
  button release
  [ $seen -eq 0 ] && until_so 25 light_shows 8 green+blue 2432 2432 && is_online "$device"
}
check "held for three seconds: the light breathes white; released: it is online as before" held_for_three

held_for_ten() {
  phone_leave
  button press
  sleep 13
  light_shows 2 red+green+blue 100 100
  local seen=$?
  button release
  [ $seen -eq 0 ] && until_so 60 ap_is_up && until_so 20 light_shows 4 blue 50 500
}
check "held for ten: it blinks white; released: the access point is open and the light beats blue" held_for_ten
check "the device stays in the account, offline" until_so 90 device_is "$device" '.connected == false'
check "a phone brings it online again" back_home
