import type { NextRequest } from 'next/server'
import type { Actor } from '#lib/instances/actor.ts'

export async function sessionActor(_request: NextRequest): Promise<Actor | undefined> {
  return undefined
}
