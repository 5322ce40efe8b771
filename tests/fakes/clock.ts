/** A clock that stands still until it is told to move. */
export interface Clock {
  now(): Date;
  /** Moves by so many milliseconds, back when negative. */
  advance(ms: number): void;
}

export function createClock(start: string): Clock {
  let at = Date.parse(start);
  if (Number.isNaN(at)) throw new RangeError(`not a time: ${start}`);
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
  };
}
