/** What the three that are always there mean; other roles are their names. */
const meanings: Readonly<Record<string, string>> = {
  Admin: "Admin: everything",
  Staff: "Staff: all devices",
  User: "User: own devices",
};

export const roleText = (name: string): string => meanings[name] ?? name;
