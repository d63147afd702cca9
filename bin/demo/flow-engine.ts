import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Child, freePort, startChild } from '#bin/demo/child.ts'
import { until } from '#bin/demo/until.ts'

export type FlowEngine = Child & {
  url: string
  /** Where the flow is called back for a trigger. */
  callbackUrl(trigger: string): string
  received(): Promise<Callback[]>
}

/** A callback as the flow had it: what came, and when its first node had it. */
export type Callback = { receivedAt: number; headers: Record<string, string>; body: string; runId: string }

/**
 * Starts Node-RED, headless and on loopback, with one flow: an *http in* node for each trigger, a function that keeps
 * what came, and an answer as a cloud flow gives it (202 with a run id).
 */
export async function startFlowEngine(folder: string, triggers: string[]): Promise<FlowEngine> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const settings = join(folder, 'settings.js')
  await writeFile(settings, settingsOf(port))
  await writeFile(join(folder, 'flows.json'), JSON.stringify(flow(triggers)))
  const args = ['--userDir', folder, '--settings', settings, 'flows.json']
  const child = startChild('Node-RED', 'node_modules/node-red/red.js', args, process.env)
  return {
    ...child,
    url,
    callbackUrl: trigger => `${url}/flows/${trigger}`,
    async received() {
      child.checkAlive()
      const response = await fetch(`${url}/received`)
      return response.json()
    },
  }
}

export const listens = (engine: FlowEngine) =>
  until('The start of Node-RED', 60, async () => {
    engine.checkAlive()
    const response = await fetch(`${engine.url}/received`).catch(() => undefined)
    return response?.ok
  })

/** No editor, no admin API, no look-ups outside; and it ends when the demo is gone. */
const settingsOf = (port: number) => `
process.on('disconnect', () => process.exit())
module.exports = {
  uiHost: '127.0.0.1',
  uiPort: ${port},
  httpAdminRoot: false,
  credentialSecret: false,
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { autoInstall: false, palette: { allowInstall: false }, modules: { allowInstall: false } },
}
`

const KEEP = `
const received = flow.get('received') || []
const runId = 'run-' + (received.length + 1)
received.push({ receivedAt: Date.now(), headers: msg.req.headers, body: msg.payload.toString('utf8'), runId })
flow.set('received', received)
return { ...msg, statusCode: 202, headers: { 'x-ms-workflow-run-id': runId }, payload: '' }
`

const TELL = `
msg.payload = flow.get('received') || []
return msg
`

function flow(triggers: string[]): object[] {
  const node = (id: string, type: string, more: object) => ({ id, type, z: 'flow', x: 0, y: 0, ...more })
  const callbacks = triggers.map(trigger =>
    // The body stays as it came: a signature is checked over its bytes.
    node(`in-${trigger}`, 'http in', {
      method: 'post',
      url: `/flows/${trigger}`,
      skipBodyParsing: true,
      wires: [['keep']],
    }),
  )
  return [
    { id: 'flow', type: 'tab', label: 'Highwater' },
    ...callbacks,
    node('keep', 'function', { func: KEEP, outputs: 1, wires: [['answer']] }),
    node('in-received', 'http in', { method: 'get', url: '/received', wires: [['tell']] }),
    node('tell', 'function', { func: TELL, outputs: 1, wires: [['answer']] }),
    node('answer', 'http response', { wires: [] }),
  ]
}
