import type { Person } from "../../api/client";

/** What the cloud lets each role do; it decides itself, this only spares people the refusal. */
export const mayUseConsole = (person: Person): boolean => person.role !== "User";
export const mayEditTemplates = (person: Person): boolean => person.role === "Admin";
export const mayRevealTokens = (person: Person): boolean => person.role === "Admin";
export const mayManagePeople = (person: Person): boolean => person.role === "Admin";
export const mayOrderTokens = (person: Person): boolean => person.role === "Admin";
export const mayReadAudit = (person: Person): boolean => person.role === "Admin";
