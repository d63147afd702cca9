import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import { PrismaPGlite } from 'pglite-prisma-adapter'

const SCHEMA = 'prisma/schema.prisma'
const MIGRATIONS = 'prisma/migrations'
const LOCKFILE = 'migration_lock.toml'
const NOTHING = /^\s*(-- This is an empty migration\.)?\s*$/

/**
 * The SQL that takes what the migrations build to what the schema says; empty where they agree. Prisma's own schema
 * engine works it out as WebAssembly, on a database in memory: its binary would be a download.
 */
export async function schemaDifference(): Promise<string> {
  const content = await readFile(SCHEMA, 'utf8')
  const adapter = new PrismaPGlite(new PGlite())
  const engine = await SchemaEngine.new(
    { datamodels: [[SCHEMA, content]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
  const { stdout } = await engine.diff({
    from: { tag: 'migrations', ...(await migrationList()) },
    to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return stdout && !NOTHING.test(stdout) ? stdout : ''
}

async function migrationList() {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true })
  const names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
  return {
    baseDir: resolve(MIGRATIONS),
    lockfile: { path: LOCKFILE, content: await readFile(join(MIGRATIONS, LOCKFILE), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.sort().map(migration)),
  }
}

async function migration(path: string) {
  const value = await readFile(join(MIGRATIONS, path, 'migration.sql'), 'utf8')
  return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
}
