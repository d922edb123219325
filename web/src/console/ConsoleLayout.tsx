import { AppShell, Burger, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { keepFresh, type LiveState } from "../api/live";
import { personQuery } from "../shared/person";
import { StatusLight } from "../design/StatusLight";
import { ActingBanner } from "./ActingBanner";
import classes from "./ConsoleLayout.module.css";
import { LiveBanner } from "./LiveBanner";
import { Navigation } from "./Navigation";
import { NoRights } from "./NoRights";
import { mayUseConsole } from "./words/rights";

/** The operator's frame: where to go on the left, who is here above, the page beside. */
export function ConsoleLayout() {
  const queries = useQueryClient();
  const person = useQuery(personQuery).data;
  const here = useLocation({ select: (location) => location.href });
  const path = useLocation({ select: (location) => location.pathname });
  const [opened, { toggle, close }] = useDisclosure();
  const [live, setLive] = useState<LiveState>("connecting");
  const isOperator = person !== undefined && person !== null && mayUseConsole(person);
  useEffect(() => (isOperator ? keepFresh(queries, setLive) : undefined), [queries, isOperator]);
  useEffect(close, [path, close]);

  if (person === null) return <Navigate to="/sign-in" search={{ to: here }} />;
  if (person === undefined) return null;
  return (
    <AppShell
      header={{ height: 64 }}
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={{ base: "md", sm: "xl" }}
      transitionDuration={0}
    >
      <a href="#content" className={classes.skip}>
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size={28}
              className={classes.burger}
              aria-label={opened ? "Close the menu" : "Open the menu"}
              aria-expanded={opened}
            />
            <StatusLight state={live === "live" ? "running" : "connectingCloud"} size={24} label="" />
            <Text fw={650}>Firstlight</Text>
            <Text c="dimmed" visibleFrom="xs">
              Console
            </Text>
          </Group>
          <Text truncate className={classes.person}>
            {person.name} <span className={classes.role}>{person.roleName}</span>
          </Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" className={classes.navbar} data-opened={opened} aria-label="Console">
        <Navigation person={person} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <div className={classes.page}>
          <ActingBanner />
          {isOperator && <LiveBanner state={live} />}
          {isOperator ? <Outlet /> : <NoRights />}
        </div>
      </AppShell.Main>
    </AppShell>
  );
}
