import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const SAMPLE = 'lib/insights/sample'

/** The drop folder of the demo, with the two files of people that refreshes read. */
export class Files {
  readonly #folder: string

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'files')
  }

  async lay() {
    await mkdir(this.#folder, { recursive: true })
    await copyFile(join(SAMPLE, 'crm-contacts.csv'), join(this.#folder, 'crm.csv'))
    await copyFile(join(SAMPLE, 'loyalty-members.csv'), join(this.#folder, 'loyalty.csv'))
  }

  /** Adds contacts in New South Wales. */
  async grow(contacts: number) {
    const more = Array.from(
      { length: contacts },
      (_, n) =>
        `rec-${90_000 + n}-org, alex, newcomer, ${n + 1}, harbour street, , sydney, 2000, nsw, 19900101, ${1_000_000 + n}`,
    )
    await this.#change(lines => [...lines, ...more])
  }

  /** Cuts a row short, as an export that was interrupted does. */
  async breakRow(line: number) {
    await this.#change(lines => lines.with(line - 1, lines[line - 1]?.split(',').slice(0, 4).join(',') ?? ''))
  }

  /** Puts the new file in the old one's place in one step, as a careful export does. */
  async #change(change: (lines: string[]) => string[]) {
    const file = join(this.#folder, 'crm.csv')
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
    await writeFile(`${file}.new`, `${change(lines).join('\r\n')}\r\n`)
    await rename(`${file}.new`, file)
  }
}
