import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { chooseWay } from "./deviceLink";
import { HandOver } from "./HandOver";
import { issued, play, ticket, typed } from "./testStates";
import { firstState } from "./wizardState";

afterEach(() => void vi.restoreAllMocks());

// A cloud at home with HTTPS: its page may not talk to the device, whatever the browser.
const atHome = () =>
  play(
    firstState({
      existing: null,
      ...chooseWay({ https: true, host: "192.168.1.5", asksForLocalNetwork: true }),
    }),
    { type: "lightIsReady" },
    issued,
    { type: "joined", address: "http://192.168.4.1" },
    typed,
    { type: "send" },
  ).state;

test("on a private secure page the way leads to the hand-over without asking the device anything", () => {
  const state = atHome();
  expect(state.way).toBe("handOver");
  expect(state.stage).toBe("watch");
  expect(state.progress.kind).toBe("handOver");
});

test("the device's page opens with everything behind the fragment sign, and no secret stands in this page", () => {
  const open = vi.spyOn(window, "open").mockReturnValue(null);
  const dispatch = vi.fn();
  const { container } = render(
    <MantineProvider>
      <HandOver state={atHome()} dispatch={dispatch} />
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Open the device's page" }));

  const [address, target, features] = open.mock.calls[0]!;
  const url = new URL(String(address));
  expect(url.origin + url.pathname + url.search).toBe("http://192.168.4.1/");
  const given = new URLSearchParams(url.hash.slice(1));
  expect(given.get("blynk")).toBe(ticket.token);
  expect(given.get("ssid")).toBe("Home");
  expect([target, features]).toEqual(["_blank", "noopener,noreferrer"]);
  expect(container.innerHTML).not.toContain(ticket.token);
  expect(container.innerHTML).not.toContain("firstlight-wifi");

  // Older firmware shows an empty form: its settings are sent by opening an address, and nobody is stuck.
  fireEvent.click(screen.getByRole("button", { name: "send the settings directly" }));
  expect(String(open.mock.calls[1]![0])).toMatch(/^http:\/\/192\.168\.4\.1\/config\?ssid=Home&/);
  fireEvent.click(screen.getByRole("button", { name: "It has my settings" }));
  expect(dispatch).toHaveBeenCalledWith({ type: "handedOver" });
});
