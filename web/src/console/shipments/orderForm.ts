import type { Schemas } from "../../api/client";

/** What a person says when ordering an update. */
export type OrderValues = {
  /** Every device of the template, or those that are named. */
  whom: "all" | "some";
  deviceIds: string[];
  title: string;
  attempts: string;
  hours: string;
};

export const noOrder: OrderValues = { whom: "some", deviceIds: [], title: "", attempts: "3", hours: "24" };

const attemptsMax = 100;
const hoursMax = 8_760;

const whole = (text: string): number => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : NaN);

export const orderRules = {
  deviceIds: (ids: string[], { whom }: OrderValues) =>
    whom === "some" && ids.length === 0 ? "Choose at least one device." : null,
  attempts: (text: string) =>
    whole(text) >= 1 && whole(text) <= attemptsMax ? null : `A whole number from 1 to ${attemptsMax}.`,
  hours: (text: string) =>
    whole(text) >= 1 && whole(text) <= hoursMax ? null : "A whole number of hours, from 1 to a year of them.",
};

/** The order as the cloud takes it. */
export function orderOf(firmwareId: number, values: OrderValues): Schemas["StartShipment"] {
  return {
    firmwareId,
    deviceIds: values.whom === "all" ? null : values.deviceIds.map(Number),
    title: values.title.trim() || null,
    attemptsLimit: whole(values.attempts),
    attemptsResetSeconds: whole(values.hours) * 3_600,
  };
}

/** The cloud's words for the form's fields. */
export const orderAliases = { attemptsLimit: "attempts", attemptsResetSeconds: "hours" };
