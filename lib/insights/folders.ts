import { join, resolve } from 'node:path'
import { config } from '#lib/config.ts'

/** The drop folder: what is in it may be read by any instance, so only deployment administrators point data sources at it. */
export const dropFolder = () => resolve(config().dataDir, 'files')

/** What was uploaded for one data source. With web and worker on separate machines, DATA_DIR is a shared folder. */
export const uploadFolder = (instanceId: string, dataSourceId: string) =>
  join(resolve(config().dataDir, 'uploads'), instanceId, dataSourceId)

/** The versions of entities: written by the worker, read by the web. */
export const customerDataFolder = () => resolve(config().dataDir, 'customer-data')
