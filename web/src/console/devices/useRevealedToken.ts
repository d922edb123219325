import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";

/** A device's token once somebody has asked for it; it is forgotten with the part of the page that shows it. */
export function useRevealedToken(id: number) {
  const queries = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: async () =>
      dataOf(await api.POST("/api/v1/devices/{id}/token", { params: { path: { id } } })).token ?? "",
    onSuccess: () => queries.invalidateQueries({ queryKey: ["audit"] }),
  });
}
