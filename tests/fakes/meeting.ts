/** Lets the first `parties` arrivals go on only together; whoever comes later passes. */
export function meeting(parties: number): () => Promise<void> {
  let arrived = 0;
  let open = () => {};
  const complete = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async () => {
    arrived += 1;
    if (arrived >= parties) open();
    await complete;
  };
}
