/** How much of a file is in the cloud, in bytes. */
export type Sent = { bytes: number; of: number };

/** Whole percents, rounded down: 100 says that all is there. */
export const percentOf = ({ bytes, of }: Sent): number => (of === 0 ? 100 : Math.floor((100 * bytes) / of));
