import { EmptyState } from "../../shared/StatePages";
import { ButtonLink } from "../parts/links";

/** For staff who came by an address. */
export function NoSettings() {
  return (
    <EmptyState
      title="Settings are for administrators"
      action={<ButtonLink to="/console/devices">To the devices</ButtonLink>}
    >
      Ask an administrator of your organisation if something should change.
    </EmptyState>
  );
}
