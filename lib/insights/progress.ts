import { AsyncLocalStorage } from 'node:async_hooks'

/** How far work is: of a hundred, or how many rows. */
export type Progress = { percent: number } | { rows: number }

type Listener = (progress: Progress) => void

const listeners = new AsyncLocalStorage<Listener>()

/**
 * Tells whoever waits for the work under way how far it is; nobody may be listening. Ambient, because what can tell lies
 * deep within adapters, whose verbs need not know.
 */
export const tellProgress = (progress: Progress) => listeners.getStore()?.(progress)

/** Does work whose progress `listener` hears of. */
export const withProgress = <T>(listener: Listener, work: () => T): T => listeners.run(listener, work)

/** Who listens to the work under way, for telling him from elsewhere. */
export const progressListener = (): Listener | undefined => listeners.getStore()
