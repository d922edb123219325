import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { NewVersion } from "./newVersion";
import { VersionBar } from "./VersionBar";

const version = (isReady: boolean) => {
  const take = vi.fn();
  return { take, fake: { isReady: () => isReady, subscribe: () => () => {}, take } as unknown as NewVersion };
};

const show = (fake: NewVersion, busy: boolean) =>
  render(
    <MantineProvider>
      <VersionBar version={fake} busy={busy} />
    </MantineProvider>,
  );

test("a newer version is offered, and taken by a tap", () => {
  const { fake, take } = version(true);
  show(fake, false);
  fireEvent.click(screen.getByRole("button", { name: "Reload" }));
  expect(take).toHaveBeenCalledTimes(1);
});

test.each([
  ["nothing newer is there", false, false],
  ["a device is being added", true, true],
])("nothing is said while %s", (_when, isReady, busy) => {
  show(version(isReady).fake, busy);
  expect(screen.queryByRole("status")).toBeNull();
});
