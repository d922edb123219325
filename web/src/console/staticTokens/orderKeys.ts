/**
 * An idempotency key for each different order: what is sent again, after a lost answer or a second press, has the same one;
 * an order that was changed has a new one, because the cloud holds the old one to what it ordered.
 */
export function orderKeys(): (...order: readonly unknown[]) => string {
  let last: { order: string; key: string } | null = null;
  return (...order) => {
    const text = JSON.stringify(order);
    if (last?.order !== text)
      last = { order: text, key: crypto.getRandomValues(new Uint32Array(4)).join("-") };
    return last.key;
  };
}
