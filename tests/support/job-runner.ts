import { startJobRunner } from '#lib/insights/jobs/start.ts'

// A process that runs refresh jobs as a worker does, for tests that kill it. Says when it has begun.
await startJobRunner()
process.send?.('ready')
