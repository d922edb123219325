import { Divider, ScrollArea, Stack } from "@mantine/core";
import type { Person } from "../api/client";
import { Icon } from "./parts/icons";
import { MenuLink } from "./parts/links";
import classes from "./Navigation.module.css";
import {
  mayManagePeople,
  mayReadAudit,
  maySeeOrganisations,
  maySeeShipments,
  maySeeStaticTokens,
  maySeeTemplates,
  mayUseConsole,
} from "./words/rights";

const pages = [
  { to: "/console", label: "Overview", icon: "overview" },
  { to: "/console/devices", label: "Devices", icon: "devices" },
  { to: "/console/templates", label: "Templates", icon: "templates" },
  { to: "/console/firmware", label: "Firmware", icon: "firmware" },
  { to: "/console/shipments", label: "Shipments", icon: "shipments" },
  { to: "/console/static-tokens", label: "Static tokens", icon: "label" },
  { to: "/console/activations", label: "Activations", icon: "activations" },
  { to: "/console/organisations", label: "Organisations", icon: "organisations" },
  { to: "/console/audit", label: "Audit", icon: "audit" },
  { to: "/console/settings", label: "Settings", icon: "settings" },
  { to: "/console/account", label: "Account", icon: "account" },
] as const;

const rights: Partial<Record<(typeof pages)[number]["to"], (person: Person) => boolean>> = {
  "/console/audit": mayReadAudit,
  "/console/firmware": maySeeTemplates,
  "/console/shipments": maySeeShipments,
  "/console/organisations": maySeeOrganisations,
  "/console/static-tokens": maySeeStaticTokens,
  "/console/settings": mayManagePeople,
};

/** Where one can go, and what is elsewhere. */
export function Navigation({ person }: { person: Person }) {
  const allowed = pages.filter(
    ({ to }) => to === "/console/account" || (rights[to] ?? mayUseConsole)(person),
  );
  return (
    <ScrollArea>
      <Stack gap={4}>
        {allowed.map(({ to, label, icon }) => (
          <MenuLink
            key={to}
            to={to}
            label={label}
            activeOptions={{ exact: to === "/console" }}
            leftSection={<Icon name={icon} />}
            className={classes.link}
          />
        ))}
        <Divider my="xs" />
        <MenuLink to="/app" label="App" leftSection={<Icon name="phone" />} className={classes.link} />
        <a href="/docs" className={classes.plain}>
          <Icon name="book" />
          API reference
        </a>
      </Stack>
    </ScrollArea>
  );
}
