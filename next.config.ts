import type { NextConfig } from "next";

const config: NextConfig = {
  // Both forms of an address are served for every method; a redirect would lose the body of a POST.
  skipTrailingSlashRedirect: true,
  // `npm run types` checks the whole tree, tests included; doing it again here would slow every first start.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  poweredByHeader: false,
  serverExternalPackages: ["better-sqlite3", "pg", "pino"],
};

export default config;
