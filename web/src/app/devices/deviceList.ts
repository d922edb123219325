import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";

const pageSize = 50;

/** Devices that fit a search, page by page. */
export const deviceListQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ["devices", "pages", search],
    initialPageParam: "",
    queryFn: async ({ pageParam }) =>
      dataOf(
        await api.GET("/api/v1/devices", {
          params: {
            query: { limit: pageSize, ...(search && { search }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
