import { AppShell, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { useEffect } from "react";
import { keepFresh } from "../api/live";
import { StatusLight } from "../design/StatusLight";

/** The phone's frame: a thin header, the page, nothing else. */
export function AppLayout() {
  const queries = useQueryClient();
  useEffect(() => keepFresh(queries), [queries]);
  return (
    <AppShell header={{ height: 56 }} padding="md">
      <AppShell.Header>
        <Group h="100%" px="md" gap="xs">
          <StatusLight state="running" size={24} label="" />
          <Text fw={650}>Firstlight</Text>
        </Group>
      </AppShell.Header>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
