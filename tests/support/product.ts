import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { freePort } from '#bin/demo/child.ts'

// Neither the caller's settings nor a .env file reach the product of a test: what it does not set is empty.
const UNSET = Object.fromEntries(
  [
    'HOST',
    'APP_URL',
    'DATABASE_URL',
    'SECRET_KEY',
    'ADMIN_EMAIL',
    'ADMIN_PASSWORD',
    'SAMPLE_DATA',
    'CALLBACK_HOSTS',
    'FLOW_SIMULATOR',
    'API_RATE_LIMIT',
    'SMTP_URL',
    'MAIL_FROM',
    'AZURE_AD_CLIENT_ID',
    'AZURE_AD_CLIENT_SECRET',
    'AZURE_AD_TENANT_ID',
  ].map(name => [name, '']),
)

/** Settings for a product of its own: a free port, a key of the deployment, callbacks to this machine. */
export async function productSettings(dataDir: string) {
  return {
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    ADMIN_API_KEY: randomBytes(24).toString('hex'),
    CALLBACK_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'error',
  }
}

/** Runs an npm script of the project, as a user would, and watches what it prints. */
export const runScript = (script: string, settings: Record<string, string>) =>
  run(['npm', 'run', '--silent', script], settings)

/** Runs a program of the project without npm in between: `child` is the program itself. */
export const runProgram = (file: string, settings: Record<string, string>) => run([process.execPath, file], settings)

function run([command = '', ...args]: string[], settings: Record<string, string>) {
  // What the test runner says about itself is none of the product's business.
  const { NODE_ENV: _, ...inherited } = process.env
  const child = spawn(command, args, {
    env: { ...inherited, ...UNSET, ...settings } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  // Closed only when the last process that it left behind has ended.
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }))
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
  return {
    child,
    output: () => output,
    /** How it ended: its exit code and everything that it had printed. */
    ended,
    /** Resolves with the match as soon as the output has it. @throws where the script ends without. */
    async printed(pattern: RegExp): Promise<RegExpMatchArray> {
      let isOver = false
      ended.then(() => (isOver = true))
      for (;;) {
        const match = output.match(pattern)
        if (match) return match
        if (isOver) throw new Error(`${args.join(' ')} ended without printing ${pattern}:\n${output}`)
        await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended])
      }
    },
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
