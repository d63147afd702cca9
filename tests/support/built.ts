import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The product as it is started: built, where its sources have changed. */
export default async function setup() {
  await promisify(execFile)(process.execPath, ['bin/prepare.ts'])
}
