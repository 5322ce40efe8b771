/** UUIDs that count: the same work in the same order gets the same ids. */
export function countingIds(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `00000000-0000-7000-8000-${made.toString(16).padStart(12, "0")}`;
  };
}

/** 32-bit seeds in a fixed order. */
export function countingSeeds(first: number): () => number {
  let next = first;
  return () => next++;
}
