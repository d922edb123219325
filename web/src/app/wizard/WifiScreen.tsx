import { Button, Checkbox, Group, Loader, PasswordInput, Stack, Text } from "@mantine/core";
import type { Dispatch } from "./AddDevicePage";
import { AdvancedWifi } from "./AdvancedWifi";
import { NetworkList } from "./NetworkList";
import { TroubleNote } from "./TroubleNote";
import type { WifiForm } from "./types";
import { problemsOf } from "./wifiRules";
import { WizardFrame } from "./WizardFrame";
import type { WizardState } from "./wizardState";

/** Screen 3: the home network and its password. */
export function WifiScreen({ state, dispatch }: { state: WizardState; dispatch: Dispatch }) {
  const { wifi, scan } = state;
  const network =
    scan.kind === "read" && !wifi.typed ? scan.networks.find(({ ssid }) => ssid === wifi.ssid) : undefined;
  const problems = state.checked ? problemsOf(wifi, network) : {};
  const change = (change: Partial<WifiForm>) => dispatch({ type: "wifiChanged", change });
  return (
    <WizardFrame
      step={3}
      title="Your Wi-Fi"
      onBack={() => dispatch({ type: "back" })}
      onLeave={() => dispatch({ type: "left" })}
    >
      {state.notice && <TroubleNote trouble={state.notice} />}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          dispatch({ type: "send" });
        }}
      >
        <Stack gap="lg">
          <Text c="dimmed">
            {state.device?.name
              ? `${state.device.name} will join this network.`
              : "Your device will join it."}
          </Text>
          {scan.kind === "reading" ? (
            <Group role="status" wrap="nowrap">
              <Loader size="sm" aria-hidden />
              <Text>The device is listening for networks …</Text>
            </Group>
          ) : (
            <NetworkList
              scan={scan}
              wifi={wifi}
              problem={problems.ssid}
              fiveGigahertz={state.device?.fiveGigahertz ?? true}
              onChange={change}
              onScan={() => dispatch({ type: "scanAgain" })}
            />
          )}
          {(network?.locked ?? true) && (
            <PasswordInput
              label="Wi-Fi password"
              description={network ? undefined : "Leave it empty for an open network."}
              autoComplete="off"
              value={wifi.password}
              error={problems.password}
              onChange={(event) => change({ password: event.currentTarget.value })}
            />
          )}
          <Checkbox
            size="md"
            label="Remember for the next device"
            description="Kept on this phone only."
            checked={wifi.remember}
            onChange={(event) => change({ remember: event.currentTarget.checked })}
          />
          <AdvancedWifi fixed={wifi.fixed} problems={problems} onChange={(fixed) => change({ fixed })} />
          <Button type="submit" disabled={scan.kind === "reading"}>
            Connect the device
          </Button>
        </Stack>
      </form>
    </WizardFrame>
  );
}
