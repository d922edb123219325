/** A name of the code as words: `waitingForSetUp` is "Waiting for set up". */
export function fromWords(name: string): string {
  const words = name.replace(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
  return words[0]!.toUpperCase() + words.slice(1);
}
