import type { Transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'

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

/** To be called after the change, under `lockAdministrators`. @throws Unprocessable where nobody would be left. */
export async function keepOneAdministrator(tx: Transaction) {
  if (!(await hasAdministrator(tx))) {
    throw new Unprocessable('This is the last deployment administrator; make somebody else one first.')
  }
}
