import { EmptyState } from "../shared/StatePages";

/** The virtual room. */
export function WorkbenchPage() {
  return <EmptyState title="The room is empty" />;
}
