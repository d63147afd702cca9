import { styleText } from 'node:util'

/** What the demo prints. Colours only where a terminal shows them. */
const style = (format: Parameters<typeof styleText>[0], text: string) =>
  styleText(format, text, { stream: process.stdout })

let chapters = 0

export const title = (text: string) => console.log(`\n${style('bold', text)}`)

export const chapter = (text: string) => console.log(`\n${style('bold', `${++chapters}  ${text}`)}`)

export const step = (text: string) => console.log(`   ${text}`)

export const aside = (text: string) => console.log(style('dim', `   ${text}`))

/** A callback as the flow had it. */
export const arrival = (trigger: string, about: string, milliseconds: number, runId: string) =>
  console.log(
    `   ${style('green', '→ flow')} ${style('cyan', trigger.padEnd(30))} ${style('bold', `${milliseconds} ms`.padStart(7))}  ${style('dim', runId)}\n          ${about}`,
  )

export const success = (text: string) => console.log(`\n${style(['green', 'bold'], '✓')} ${text}`)

export const failure = (text: string) => console.error(`\n${style(['red', 'bold'], '✗')} ${text}`)
