// Prints the SQL that takes the migrations in prisma/migrations to prisma/schema.prisma, and nothing where they agree.
// It needs no engine binary: Prisma's schema engine runs as WebAssembly against an in-memory PGlite.
//
//   npm i -D @prisma/schema-engine-wasm@<the build of your Prisma version> pglite-prisma-adapter @electric-sql/pglite
//   node ../shared/tools/schema-diff.mts > prisma/migrations/<timestamp>_<name>/migration.sql
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const from = createRequire(join(process.cwd(), 'package.json'))
const load = (name: string) => import(pathToFileURL(from.resolve(name)).href)
const engineFolder = join(process.cwd(), 'node_modules/@prisma/schema-engine-wasm')
const glue = await import(pathToFileURL(join(engineFolder, 'schema_engine_bg.js')).href)
const wasm = await WebAssembly.instantiate(readFileSync(join(engineFolder, 'schema_engine_bg.wasm')), {
  './schema_engine_bg.js': glue,
})
glue.__wbg_set_wasm(wasm.instance.exports)
;(wasm.instance.exports as { __wbindgen_start?: () => void }).__wbindgen_start?.()

const { PGlite } = await load('@electric-sql/pglite')
const { PrismaPGlite } = await load('pglite-prisma-adapter')
const { bindMigrationAwareSqlAdapterFactory } = await load('@prisma/driver-adapter-utils')

const database = await PGlite.create()
const folder = 'prisma/migrations'
for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
  const file = join(folder, name, 'migration.sql')
  if (existsSync(file)) await database.exec(readFileSync(file, 'utf8'))
}

const adapter = new PrismaPGlite(database)
adapter.connectToShadowDb ??= async () => new PrismaPGlite(await PGlite.create()).connect()
const content = readFileSync('prisma/schema.prisma', 'utf8')
const schema = { path: 'schema.prisma', content }
const engine = await glue.SchemaEngine.new(
  { datamodels: [[schema.path, content]] },
  () => {},
  bindMigrationAwareSqlAdapterFactory(adapter),
)
const migrated = await introspected()
const difference = await engine.diff({
  from: migrated ? { tag: 'schemaDatamodel', files: [migrated] } : { tag: 'empty' },
  to: { tag: 'schemaDatamodel', files: [schema] },
  script: true,
  exitCode: null,
  shadowDatabaseUrl: null,
  filters: { externalTables: [], externalEnums: [] },
})
const sql = String(difference.stdout ?? '')
if (!/^\s*(-- This is an empty migration\.)?\s*$/.test(sql)) process.stdout.write(sql)
await database.close()
process.exit(0)

/** The data model that the migrations have built, or null where they have built nothing. */
async function introspected() {
  const { rows } = await database.query("select 1 from pg_tables where schemaname = 'public' limit 1")
  if (rows.length === 0) return null
  const blank = content.replace(/(^|\n)(model|enum|view|type)\s+\w+\s*\{[\s\S]*?\n\}/g, '')
  const result = await engine.introspect({
    schema: { files: [{ path: schema.path, content: blank }] },
    baseDirectoryPath: '.',
    force: true,
    compositeTypeDepth: 0,
    namespaces: null,
  })
  return { path: schema.path, content: result.schema.files[0].content }
}
