import { test as base } from "@playwright/test";
import { Api } from "./api";

/** Gives each test the product's API, to make its own lab and to look behind the page. */
export const test = base.extend<{ api: Api }>({
  api: async ({ request }, use) => use(new Api(request)),
});

export { expect } from "@playwright/test";

/** A name that no other test, and no repetition of this one, gives to its lab. */
export const uniqueName = (what: string) =>
  `${what} ${test.info().testId.slice(-8)}-${test.info().repeatEachIndex}`;
