import { execFile, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** The code of a recipe in one language, block by block. */
export async function blocksOf(recipe: string, language: string): Promise<string[]> {
  const text = await readFile(`docs/recipes/${recipe}.md`, 'utf8')
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, code = '']) => code)
}

type Ended = { code: number; output: string }

/** Runs a program as somebody who follows a recipe does; what it writes is not told apart. */
export const run = (command: string, args: string[], env: Record<string, string>, cwd: string): Promise<Ended> =>
  new Promise(resolve => {
    execFile(command, args, { cwd, env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: out + err }),
    )
  })

/** Whether this machine has a program; where it has not, its recipes cannot be run. */
export const has = (program: string) => spawnSync(program, ['--version']).status === 0
