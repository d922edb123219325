import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadingState } from "../../shared/StatePages";
import { Trouble } from "./Trouble";

type Read<T> = Pick<UseQueryResult<T>, "data" | "error" | "refetch">;

/** What has been read, or why not yet. Data that is there stays while it is read anew. */
export function Reading<T>({
  query,
  label,
  children,
}: {
  query: Read<T>;
  label: string;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  return <LoadingState label={label} />;
}
