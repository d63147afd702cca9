import type { Transaction } from '#lib/database/client.ts'

/** Deployment administrators who can sign in. */
const active = {
  isDeploymentAdministrator: true,
  disabledAt: null,
  OR: [{ passwordHash: { not: null } }, { entraId: { not: null } }],
}

/** Lets one transaction at a time change who administers the deployment, until it ends. */
export async function lockAdministrators(tx: Transaction) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('highwater:administrators'))`
}

export const hasAdministrator = async (tx: Transaction) => (await tx.person.count({ where: active })) > 0
