import type { Trouble } from "./types";

// The device's `last_error`, in the words the cloud uses: needed here because the phone is offline beside the device.
const byCode: Readonly<Record<number, Trouble>> = {
  700: {
    reason: "The device could not use or keep the settings it was given.",
    nextStep: "Check the network name and the password, then send them again.",
  },
  701: {
    reason: "The device could not join the Wi-Fi network in time.",
    nextStep:
      "Check that the router is on and offers 2.4 GHz, type the password again and bring the device closer.",
  },
  702: {
    reason: "The device joined your network but got no answer from the cloud.",
    nextStep: "Check that this network reaches the internet, then try again.",
  },
  703: {
    reason: "The device reached the cloud, but its key was not accepted.",
    nextStep: "Try again: a fresh attempt gives the device a new key.",
  },
  704: {
    reason: "Something went wrong in the device's network part.",
    nextStep: "Switch the device off and on, wait until its light beats blue, and try again.",
  },
  710: {
    reason: "The device could not find the cloud by its name.",
    nextStep: "Restart the router and try again.",
  },
  711: {
    reason: "The device does not trust the cloud's certificate.",
    nextStep: "Ask the people who run this cloud to check its certificate.",
  },
  712: {
    reason: "The network asks for a sign-in on a web page, which a device cannot give.",
    nextStep: "Use a network without a sign-in page, such as your home Wi-Fi.",
  },
  720: {
    reason: "The device cannot see a Wi-Fi network of that name.",
    nextStep: "Check the name and that the router offers 2.4 GHz, bring the device closer and try again.",
  },
  722: {
    reason: "The Wi-Fi network did not accept the password.",
    nextStep: "Type the password again; upper and lower case matter.",
  },
  740: {
    reason: "The device reached the cloud, but the code typed on its page was not accepted.",
    nextStep: "Type the code that this page shows now; each attempt has its own.",
  },
  741: {
    reason: "The code typed on the device's page belongs to another kind of device.",
    nextStep: "Type it on the device that it was made for, or start again for this one.",
  },
  723: {
    reason: "The network let the device in but gave it no address.",
    nextStep: "Restart the router, or give the device a fixed address under “Advanced”.",
  },
};

/** What a device's error code means for the person; null when there was no error. */
export function troubleOf(code: number): Trouble | null {
  if (code === 0) return null;
  return (
    byCode[code] ?? {
      reason: `The device reported error ${code}.`,
      nextStep: "Switch the device off and on, wait until its light beats blue, and try again.",
    }
  );
}
