import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, isUniqueViolation, type Transaction, transaction } from '#lib/database/client.ts'
import { NameTaken, NotFound, Unprocessable } from '#lib/errors.ts'
import type { ConnectionChange, NewConnection } from '#lib/insights/connections/schema.ts'
import { refuseChange } from '#lib/insights/fixed.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { seal } from '#lib/secrets/seal.ts'
import type { Connection } from '#prisma/generated/client.ts'

/** A connection as the API shows it: without its password. */
export const connectionView = (connection: Connection) => ({
  connectionId: connection.id,
  name: connection.name,
  host: connection.host,
  port: connection.port,
  database: connection.database,
  username: connection.username,
  tls: connection.tls,
  caCertificate: connection.caCertificate,
})

export type ConnectionView = ReturnType<typeof connectionView>

export async function listConnections(access: Access): Promise<ConnectionView[]> {
  permit(access, 'connections.read')
  const connections = await database().connection.findMany({
    where: { instanceId: access.instance.id },
    orderBy: { name: 'asc' },
  })
  return connections.map(connectionView)
}

/** @throws NotFound */
export async function getConnection(access: Access, connectionId: string): Promise<ConnectionView> {
  permit(access, 'connections.read')
  return connectionView(await findConnection(database(), access.instance.id, connectionId))
}

/** @throws NameTaken */
export async function createConnection(access: Access, input: NewConnection): Promise<ConnectionView> {
  permit(access, 'connections.write')
  try {
    return await transaction(async tx => {
      const data = { ...input, password: seal(input.password), instanceId: access.instance.id }
      const view = connectionView(await tx.connection.create({ data }))
      await write(tx, access, 'connection.create', view.connectionId, { after: view })
      return view
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new NameTaken(`There is a connection named ${input.name} already.`)
    throw error
  }
}

/** @throws NotFound, Unprocessable where the password would go to another host */
export async function updateConnection(
  access: Access,
  connectionId: string,
  { name, password, ...change }: ConnectionChange,
): Promise<ConnectionView> {
  permit(access, 'connections.write')
  return transaction(async tx => {
    await tx.$executeRaw`select id from connection where id = ${connectionId}::uuid for update`
    const before = await findConnection(tx, access.instance.id, connectionId)
    refuseChange(before, { name })
    const isElsewhere = (['host', 'port', 'username'] as const).some(
      member => change[member] !== undefined && change[member] !== before[member],
    )
    if (isElsewhere && !password) {
      const message = 'must be given again: it belongs to the host, port and user name before'
      throw new Unprocessable(`The password ${message}.`, [{ path: 'password', message }])
    }
    const data = { ...change, ...(password && { password: seal(password) }) }
    const view = connectionView(await tx.connection.update({ where: { id: connectionId }, data }))
    await write(tx, access, 'connection.update', connectionId, { before: connectionView(before), after: view })
    return view
  })
}

/** @throws NotFound, Unprocessable where a data source uses it */
export async function deleteConnection(access: Access, connectionId: string): Promise<void> {
  permit(access, 'connections.write')
  await transaction(async tx => {
    await tx.$executeRaw`select id from connection where id = ${connectionId}::uuid for update`
    const before = await findConnection(tx, access.instance.id, connectionId)
    const user = await tx.dataSource.findFirst({ where: { connectionId } })
    if (user) throw new Unprocessable(`The data source ${user.friendlyName} reads by this connection.`)
    await tx.connection.delete({ where: { id: connectionId } })
    await write(tx, access, 'connection.delete', connectionId, { before: connectionView(before) })
  })
}

async function findConnection(tx: Transaction, instanceId: string, id: string): Promise<Connection> {
  const connection = await tx.connection.findFirst({ where: { id, instanceId } })
  if (!connection) throw new NotFound(`There is no connection ${id} in this environment.`)
  return connection
}

type Trace = { before?: ConnectionView; after?: ConnectionView }

async function write(tx: Transaction, access: Access, action: string, objectId: string, trace: Trace) {
  const instanceId = access.instance.id
  await record(tx, access.actor, { action, instanceId, objectType: 'connection', objectId, ...trace })
  await changed(tx, instanceId, 'datasources')
}
