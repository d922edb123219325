import { inOrganisation } from "../../../api/acting";
import type { Schemas } from "../../../api/client";

export type DeviceStatusWord = "Online" | "Offline" | "NeverConnected";
export type DeviceOrder = "Oldest" | "Newest" | "Name" | "NameBackwards";

/** What the list is narrowed to and ordered by, as it stands in the page's address. */
export type DeviceSearch = {
  search?: string;
  template?: string;
  status?: DeviceStatusWord;
  owner?: number;
  tail?: string;
  order?: DeviceOrder;
};

export const statuses: Record<DeviceStatusWord, string> = {
  Online: "Online",
  Offline: "Offline",
  NeverConnected: "Never connected",
};

const orders: readonly DeviceOrder[] = ["Oldest", "Newest", "Name", "NameBackwards"];

export const tailLength = 4;

/** The end of a token: of a whole one that was pasted, the rest never leaves the page. */
export const tailOf = (text: string): string => text.trim().slice(-tailLength);

/** Reads an address; what it cannot mean is left out. */
export function readDeviceSearch(address: Record<string, unknown>): DeviceSearch {
  const text = (name: string) => {
    const value = address[name];
    return value === undefined || value === null || value === "" ? undefined : String(value);
  };
  const search = text("search");
  const template = text("template");
  const status = text("status");
  const owner = Number(text("owner"));
  const tail = text("tail");
  const order = orders.find((known) => known === address["order"]);
  return {
    ...(search === undefined ? {} : { search }),
    ...(template === undefined ? {} : { template }),
    ...(status !== undefined && status in statuses ? { status: status as DeviceStatusWord } : {}),
    ...(Number.isSafeInteger(owner) && owner > 0 ? { owner } : {}),
    ...(tail?.length === tailLength ? { tail } : {}),
    ...(order === undefined ? {} : { order }),
  };
}

/** Whether anything is left out of the list. */
export const isNarrowed = ({ order: _, ...filters }: DeviceSearch): boolean =>
  Object.keys(filters).length > 0;

/** The same as the cloud asks for it. */
export function deviceQueryOf({ search, template, status, owner, tail }: DeviceSearch) {
  return {
    ...(search ? { search } : {}),
    ...(template ? { templateId: template } : {}),
    ...(status ? { status } : {}),
    ...(owner ? { ownerId: owner } : {}),
    ...(tail ? { tokenTail: tail } : {}),
  };
}

/** Where the list is a file. */
export function exportAddress(search: DeviceSearch): string {
  const query = new URLSearchParams(
    Object.entries({ ...deviceQueryOf(search), ...(search.order ? { order: search.order } : {}) }).map(
      ([name, value]) => [name, String(value)],
    ),
  ).toString();
  return inOrganisation(`/api/v1/devices.csv${query === "" ? "" : `?${query}`}`);
}

/** A metadata field's value, or a dash. */
export const metadataText = (device: Schemas["DeviceAnswer"], field: string): string =>
  device.metadata[field] || "–";
