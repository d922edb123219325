import { EmptyState } from "../shared/StatePages";
import { ButtonLink } from "./parts/links";

/** For people whose role has no business in the console. */
export function NoRights() {
  return (
    <EmptyState
      title="The console is for operators"
      action={<ButtonLink to="/app">To your devices</ButtonLink>}
    >
      Your role is User. Ask an admin of your organisation if you need more.
    </EmptyState>
  );
}
