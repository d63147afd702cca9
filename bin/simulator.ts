import { once } from 'node:events'
import { readyDatabase } from '#bin/database.ts'
import { serving } from '#bin/lifecycle.ts'
import { waitForPort } from '#bin/port.ts'
import { CannotStart, program, settings } from '#bin/settings.ts'
import { closePool } from '#lib/database/pool.ts'
import { simulatorServer } from '#lib/simulator/server.ts'

// The flow simulator, where FLOW_SIMULATOR says; on DATABASE_URL.
await program(async () => {
  const { flowSimulator, databaseUrl } = settings()
  if (!flowSimulator)
    throw new CannotStart('FLOW_SIMULATOR is not set: the origin to listen at, http://127.0.0.1:3100.')
  const { hostname, port } = new URL(flowSimulator)
  const listensAt = { port: Number(port || 80), host: hostname.replace(/^\[(.*)\]$/, '$1') }
  await waitForPort(listensAt.port, listensAt.host, 'FLOW_SIMULATOR')
  await readyDatabase(databaseUrl)
  const server = simulatorServer().listen(listensAt)
  await once(server, 'listening')
  serving(async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
    await closePool()
  })
  if (!process.send) console.log(`Highwater's flow simulator listens at ${flowSimulator}`)
})
