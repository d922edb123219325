import { MantineProvider } from "@mantine/core";
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveState } from "../api/live";
import { LiveBanner } from "./LiveBanner";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const banner = (state: LiveState) => (
  <MantineProvider>
    <LiveBanner state={state} />
  </MantineProvider>
);

test("a break that lasts is shown, and goes away when the cloud is heard again", () => {
  const { rerender } = render(banner("live"));
  rerender(banner("broken"));
  act(() => void vi.advanceTimersByTime(1_400));
  expect(screen.queryByText(/Reconnecting/)).toBeNull();
  act(() => void vi.advanceTimersByTime(200));
  expect(screen.getByText(/Reconnecting/)).toBeTruthy();
  rerender(banner("live"));
  expect(screen.queryByText(/Reconnecting/)).toBeNull();
});
