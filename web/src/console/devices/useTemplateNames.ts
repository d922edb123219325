import { useQuery } from "@tanstack/react-query";
import { templatesQuery } from "../../shared/devices";

/** From a template's id to its name; to the id as long as the name is not known. */
export function useTemplateNames(): (id: string) => string {
  const templates = useQuery(templatesQuery).data?.items;
  return (id) => templates?.find((template) => template.id === id)?.name ?? id;
}
