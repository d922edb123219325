import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../api/client";
import { personQuery } from "../shared/person";
import { apiClientsQuery } from "./apiClients/queries";
import { mayManagePeople, maySeeApiClients } from "./words/rights";

/** As many people as the cloud lists at once; in a larger organisation the rest stay numbers. */
const peopleMax = 1_000;

const namesQuery = queryOptions({
  queryKey: ["people", "names"],
  staleTime: 60_000,
  queryFn: async ({ signal }) =>
    dataOf(await api.GET("/api/v1/people", { signal, params: { query: { limit: peopleMax } } })).items,
});

/** The people whom the person here may see; null as long as they are not known. */
export function usePeople(): readonly Schemas["PersonRow"][] | null {
  const me = useQuery(personQuery).data;
  return useQuery({ ...namesQuery, enabled: Boolean(me && mayManagePeople(me)) }).data ?? null;
}

/** From the id of a person or API client to what it is called; to its number where the name is not known or may not be seen. */
export function usePersonNames(): (id: number) => string {
  const me = useQuery(personQuery).data;
  const people = usePeople();
  const clients = useQuery({ ...apiClientsQuery, enabled: Boolean(me && maySeeApiClients(me)) }).data;
  return (id) => {
    if (id === me?.id) return `${me.name} (you)`;
    const known = people?.find((person) => person.id === id) ?? clients?.find((client) => client.id === id);
    return known?.name ?? `Person ${id}`;
  };
}
