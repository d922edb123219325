import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Dispatch } from "./AddDevicePage";
import { configQuery } from "./configQuery";
import { handOverUrl, sendingUrl } from "./deviceLink";
import { UnreachedHelp } from "./UnreachedHelp";
import { WizardFrame } from "./WizardFrame";
import type { WizardState } from "./wizardState";

/** Where this page may not talk to the device: the device's own page opens with everything filled in. */
export function HandOver({ state, dispatch }: { state: WizardState; dispatch: Dispatch }) {
  const [opened, setOpened] = useState(false);
  // Not links: the addresses hold token and password, and neither belongs into this page.
  const open = (address: typeof handOverUrl) => {
    if (!state.ticket) return;
    const url = address(configQuery(state.ticket, state.wifi), state.device?.address);
    window.open(url, "_blank", "noopener,noreferrer");
    setOpened(true);
  };
  return (
    <WizardFrame
      step={4}
      title="Hand it to the device"
      onBack={() => dispatch({ type: "back" })}
      onLeave={() => dispatch({ type: "left" })}
    >
      <Text>
        The device's own page opens with everything filled in. Tap “Connect the device” there. When it says
        that it has your settings, come back here: this page sees when the device is online.
      </Text>
      {opened ? (
        <Stack gap="sm">
          <Button onClick={() => dispatch({ type: "handedOver" })}>It has my settings</Button>
          <Button variant="default" onClick={() => open(handOverUrl)}>
            Open its page again
          </Button>
          <Text size="sm">
            Was its page empty? Then it has older firmware:{" "}
            <Anchor component="button" type="button" size="sm" onClick={() => open(sendingUrl)}>
              send the settings directly
            </Anchor>
            . It answers with a short “ok”.
          </Text>
        </Stack>
      ) : (
        <Button onClick={() => open(handOverUrl)}>Open the device's page</Button>
      )}
      <UnreachedHelp />
    </WizardFrame>
  );
}
