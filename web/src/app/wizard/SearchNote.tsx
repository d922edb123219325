import { Button } from "@mantine/core";
import { UnreachedHelp } from "./UnreachedHelp";
import type { Dispatch } from "./AddDevicePage";
import { TroubleNote } from "./TroubleNote";
import type { Search } from "./wizardState";

/** What came of looking for the device: nothing there, mobile data in the way, or a device of somebody else. */
export function SearchNote({ search, dispatch }: { search: Search; dispatch: Dispatch }) {
  if (search.kind === "foreign")
    return (
      <TroubleNote
        trouble={{
          reason: `“${search.name}” is of a kind that this organisation does not have.`,
          nextStep:
            "Join the Wi-Fi of another device, or ask your administrator to add a template for this one.",
        }}
      />
    );
  if (search.kind !== "missing") return null;
  return (
    <TroubleNote
      mild
      trouble={
        search.cloudAnswered
          ? {
              reason: "Your phone still has internet, so it is not talking to the device.",
              nextStep:
                "Check that you are in the device's Wi-Fi. If you are, your phone is using mobile data beside it.",
            }
          : {
              reason: "The device does not answer.",
              nextStep:
                "Check that you are in its Wi-Fi and close to it, and that its light still beats blue.",
            }
      }
      action={
        <>
          {search.cloudAnswered && <UnreachedHelp />}
          <Button variant="default" onClick={() => dispatch({ type: "handOverChosen" })}>
            Go on without this check
          </Button>
        </>
      }
    />
  );
}
