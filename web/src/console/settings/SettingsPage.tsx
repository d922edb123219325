import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { personQuery } from "../../shared/person";
import classes from "../devices/DevicePage.module.css";
import { ApiClientsTab } from "../apiClients/ApiClientsTab";
import { PageHead } from "../parts/PageHead";
import { WebhooksTab } from "../webhooks/WebhooksTab";
import { mayManagePeople } from "../words/rights";
import { NoSettings } from "./NoSettings";
import { AddressesTab } from "./AddressesTab";
import { MailTab } from "./MailTab";
import { OrganisationTab } from "./OrganisationTab";
import { PeopleTab } from "./PeopleTab";
import { RolesTab } from "./RolesTab";
import { settingsTabs, type SettingsTab } from "./tabs";

const names: Record<SettingsTab, string> = {
  organisation: "Organisation",
  people: "People",
  roles: "Roles",
  programs: "API clients",
  webhooks: "Webhooks",
  addresses: "Addresses",
  mail: "Mail",
};

/** How this cloud is set up, and who is in it. */
export function SettingsPage() {
  const { tab = "organisation" } = useSearch({ from: "/console/settings" });
  const navigate = useNavigate();
  const person = useQuery(personQuery).data;
  if (!person) return null;
  if (!mayManagePeople(person)) return <NoSettings />;
  const turn = (word: string | null) =>
    void navigate({ to: "/console/settings", search: { tab: word as SettingsTab }, replace: true });
  return (
    <>
      <PageHead title="Settings" />
      <Tabs value={tab} onChange={turn} keepMounted={false}>
        <Tabs.List mb="lg" className={classes.tabs} aria-label="Parts of the settings">
          {settingsTabs.map((name) => (
            <Tabs.Tab key={name} value={name} h={48}>
              {names[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="organisation">
          <OrganisationTab />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <PeopleTab me={person} />
        </Tabs.Panel>
        <Tabs.Panel value="roles">
          <RolesTab me={person} />
        </Tabs.Panel>
        <Tabs.Panel value="programs">
          <ApiClientsTab me={person} />
        </Tabs.Panel>
        <Tabs.Panel value="webhooks">
          <WebhooksTab me={person} />
        </Tabs.Panel>
        <Tabs.Panel value="addresses">
          <AddressesTab />
        </Tabs.Panel>
        <Tabs.Panel value="mail">
          <MailTab me={person} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
