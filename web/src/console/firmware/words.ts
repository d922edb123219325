import type { Firmware } from "./queries";
import type { Step } from "./versions";

/** As much as the cloud takes in one image. */
export const bytesMax = 64 * 1024 * 1024;

/** What kind of file it is. */
export const kindOf = ({ bundleArchitecture }: Pick<Firmware, "bundleArchitecture">): string =>
  bundleArchitecture === null ? "Plain image" : `Signed bundle for ${bundleArchitecture}`;

/** Its version, and its build where it names one. */
export const nameOf = ({ version, build }: Pick<Firmware, "version" | "build">): string =>
  build === null ? version : `${version}, built ${build}`;

/** A SHA-256 as `sha256sum` prints it; the cloud says it in base64. */
export function hexOf(base64: string): string {
  return Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

/** Why a file needs not be sent at all; null when only the cloud can tell. */
export function refusalOf({ name, size }: Pick<File, "name" | "size">): string | null {
  if (size === 0) return `${name} is empty. Choose the image that your build has made.`;
  return size > bytesMax
    ? `${name} has ${(size / 1024 / 1024).toFixed(1)} MB, and the cloud takes at most 64 MB. Leave out what the device does not need, such as debugging symbols.`
    : null;
}

const steps: Record<Step, string> = {
  newer: "newer than what it runs",
  older: "older than what it runs",
  same: "what it runs already",
  unknown: "",
};

/** An image among others for a device, in words. */
export function choiceOf(file: Pick<Firmware, "version" | "build">, step: Step): string {
  return steps[step] === "" ? nameOf(file) : `${nameOf(file)} (${steps[step]})`;
}
