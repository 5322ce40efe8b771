/** Path of a browser that the tests can drive, or null. */
export function findBrowser(): string | null;

/** Like `findBrowser`, but fetches one where there is none. */
export function ensureBrowser(): Promise<string | null>;
