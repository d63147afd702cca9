import { schemaDifference } from '#bin/schema-difference.ts'

// Prints the next migration: node bin/schema-diff.ts > prisma/migrations/<timestamp>_<name>/migration.sql
process.stdout.write(await schemaDifference())
