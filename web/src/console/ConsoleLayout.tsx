import { Outlet } from "@tanstack/react-router";

/** The operator's frame. */
export function ConsoleLayout() {
  return <Outlet />;
}
