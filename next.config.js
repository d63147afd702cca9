/** @type {import('next').NextConfig} */
export default {
  agentRules: false,
  poweredByHeader: false,
  typedRoutes: false,
  // `npm run check` checks types; the build that runs at a first start need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', 'pg-boss', '@duckdb/node-api', '@node-rs/argon2', 'pino', 'undici'],
}
