import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "../../api/client";
import { Facts } from "../parts/Facts";
import { Icon } from "../parts/icons";
import { ExactMoment } from "../parts/Moment";
import { Panel } from "../parts/Panel";
import { Reading } from "../parts/Reading";
import { ToneBadge } from "../parts/ToneBadge";
import { useNow } from "../parts/useNow";
import { validityOf } from "./certificate";
import { addressesQuery } from "./queries";

/** Where devices are sent, and what they are shown there. */
export function AddressesTab() {
  const addresses = useQuery(addressesQuery);
  return (
    <Reading query={addresses} label="Reading the addresses …">
      {(told) => (
        <Stack gap="lg" maw={720}>
          <Panel
            title="What devices are told"
            intro={
              told.hostIsFixed
                ? "Every new device stores this name and looks for the cloud there."
                : "No name is fixed: a new device is told the one by which the app reached this cloud. Below is yours. Start the cloud with --public-host to fix it."
            }
          >
            <Facts
              facts={[
                ["Host", told.host],
                ["Port", told.port],
                ["Port with TLS", told.tlsPort ?? "off"],
              ]}
            />
          </Panel>
          <CertificatePanel certificate={told.certificate} />
        </Stack>
      )}
    </Reading>
  );
}

function CertificatePanel({ certificate }: { certificate: Schemas["AddressesAnswer"]["certificate"] }) {
  const now = useNow();
  if (!certificate)
    return (
      <Panel title="Certificate">
        <Text>TLS is off: devices and browsers talk to this cloud in the clear.</Text>
      </Panel>
    );
  const validity = validityOf(certificate.notBefore, certificate.notAfter, certificate.isDevelopment, now);
  return (
    <Panel title="Certificate" action={<ToneBadge tone={validity.tone} label={validity.label} />}>
      {validity.advice && <Text role="note">{validity.advice}</Text>}
      <Facts
        facts={[
          ["Subject", certificate.subject],
          ["Names", certificate.names.join(", ")],
          ["Issuer", certificate.issuer],
          ["Valid from", <ExactMoment key="from" at={certificate.notBefore} />],
          ["Valid until", <ExactMoment key="until" at={certificate.notAfter} />],
        ]}
      />
      {certificate.isDevelopment && (
        <Stack gap="sm">
          <Text c="dimmed" size="sm">
            This cloud made it itself. Devices and browsers trust it once they trust its root.
          </Text>
          <Group>
            <Button
              component="a"
              href="/api/v1/settings/addresses/root"
              download="firstlight-root.pem"
              variant="default"
              leftSection={<Icon name="download" />}
            >
              Download the root
            </Button>
          </Group>
        </Stack>
      )}
    </Panel>
  );
}
