import type { Trouble } from "./types";

// The device's `last_error`, in the cloud's own words (a test of the cloud compares them): needed here because the phone is
// offline beside the device.
const byCode: Readonly<Record<number, Trouble>> = {
  700: {
    reason: "The device could not use or keep the settings it was given.",
    nextStep: "Check the network name, the password and any fixed address, then send them again.",
  },
  701: {
    reason: "The device could not join the Wi-Fi network in time.",
    nextStep:
      "Check that the router is on and offers 2.4 GHz, type the password again, bring the device closer and try again.",
  },
  702: {
    reason: "The device joined your network but got no answer from the cloud.",
    nextStep:
      "Check that this network reaches the cloud's address and that no firewall blocks it, then try again.",
  },
  703: {
    reason: "The device reached the cloud, but its token was not accepted.",
    nextStep: "Start again in the app: a fresh attempt gives the device a new token.",
  },
  704: {
    reason: "Something went wrong in the device's network part.",
    nextStep: "Switch the device off and on, wait until its light beats again, and repeat the set-up.",
  },
  705: {
    reason: "The connection between the device and the cloud broke off.",
    nextStep:
      "Wait a minute and try again; if it happens again, ask the cloud's operator to look at its log.",
  },
  710: {
    reason: "The device could not find the cloud's address by its name.",
    nextStep: "Restart the router, or give the device another DNS server, and try again.",
  },
  711: {
    reason: "The device does not trust the cloud's certificate.",
    nextStep: "Ask the cloud's operator to check the certificate, and update the device's firmware.",
  },
  712: {
    reason: "The network asks for a sign-in on a web page, which a device cannot give.",
    nextStep: "Use a network without a sign-in page, such as your home Wi-Fi or a phone's hotspot.",
  },
  720: {
    reason: "The device cannot see a Wi-Fi network of that name.",
    nextStep:
      "Check the spelling of the name and that the router offers 2.4 GHz, bring the device closer and try again.",
  },
  721: {
    reason: "No network cable is plugged into the device.",
    nextStep: "Plug in the cable, look for a light at the socket, and try again.",
  },
  722: {
    reason: "The Wi-Fi network did not accept the password.",
    nextStep: "Type the password again; upper and lower case matter.",
  },
  723: {
    reason: "The network let the device in but gave it no address.",
    nextStep: "Restart the router, check that DHCP is on, or give the device a fixed address.",
  },
  730: {
    reason: "There is no SIM card in the device.",
    nextStep: "Insert the SIM card and switch the device on again.",
  },
  731: {
    reason: "The SIM card is locked.",
    nextStep: "Unlock the SIM card in a phone, or switch its PIN off, and insert it again.",
  },
  732: {
    reason: "The SIM card did not accept the PIN.",
    nextStep: "Check the PIN before another try: a SIM card locks itself after three wrong ones.",
  },
  740: {
    reason: "The device reached the cloud, but the code typed on its page was not accepted.",
    nextStep: "Type the code that the app shows now; each attempt has its own.",
  },
  741: {
    reason: "The code typed on the device's page belongs to another kind of device.",
    nextStep: "Start an attempt for this kind of device in the app and type the code it shows then.",
  },
};

/** What a device's error code means for the person; null when there was no error. */
export function troubleOf(code: number): Trouble | null {
  if (code === 0) return null;
  return (
    byCode[code] ?? {
      reason: `The device reported error ${code}, which this app does not know.`,
      nextStep: "Look the number up in the device's manual, switch the device off and on, and try again.",
    }
  );
}
