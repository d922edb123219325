import { Alert, AppShell, Group, Text } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { keepFresh } from "../api/live";
import { StatusLight } from "../design/StatusLight";
// Hears the browser's offer to install, which comes long before the page that shows it.
import "./account/installing";
import classes from "./AppLayout.module.css";
import { AddIcon, DevicesIcon, PersonIcon } from "./icons";

const places: { to: string; label: string; icon: ReactNode }[] = [
  { to: "/app/devices", label: "Devices", icon: <DevicesIcon /> },
  { to: "/app/add", label: "Add", icon: <AddIcon /> },
  { to: "/app/account", label: "Account", icon: <PersonIcon /> },
];

/** The phone's frame: a thin header, the page, and three places at the thumb; on a desktop they stand in the header. */
export function AppLayout() {
  const queries = useQueryClient();
  const { online } = useNetwork();
  // The wizard has the whole phone, and its own way out.
  const inWizard = useLocation({ select: ({ pathname }) => pathname === "/app/add" });
  useEffect(() => keepFresh(queries), [queries]);
  return (
    <AppShell header={{ height: 56 }} padding="md" {...(inWizard ? {} : { footer: { height: 64 } })}>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" className={classes.page ?? ""}>
          <Link to="/app/devices" className={classes.brand ?? ""}>
            <Group gap="xs" wrap="nowrap">
              <StatusLight state="running" size={24} label="" />
              <Text fw={650}>Firstlight</Text>
            </Group>
          </Link>
          <Group component="nav" aria-label="Main" visibleFrom="sm" gap={0}>
            <Places className={classes.row} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main>
        <div className={classes.page}>
          {!online && (
            <Alert color="yellow" role="status" mb="md">
              No internet. What you see may be old; it is read again as soon as you are back online.
            </Alert>
          )}
          <Outlet />
        </div>
      </AppShell.Main>
      {!inWizard && (
        <AppShell.Footer hiddenFrom="sm" className={classes.footer ?? ""}>
          <nav aria-label="Main" style={{ height: "100%" }}>
            <Places className={classes.bar} />
          </nav>
        </AppShell.Footer>
      )}
    </AppShell>
  );
}

function Places({ className }: { className: string | undefined }) {
  return (
    <div className={className}>
      {places.map(({ to, label, icon }) => (
        <Link key={to} to={to} className={classes.tab ?? ""}>
          {icon}
          {label}
        </Link>
      ))}
    </div>
  );
}
