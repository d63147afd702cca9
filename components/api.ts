import type { Issue } from '#lib/errors.ts'

/** What the API answered instead of success: problem+json (contract §2). */
export class ApiProblem extends Error {
  readonly status: number
  /** The stable name of the kind of problem; Unreachable where there was no answer. */
  readonly code: string
  /** Messages by the member of the body they are about, `rule.all.0.value`. */
  readonly fields: Record<string, string>

  constructor(status: number, code: string, detail: string, issues: Issue[] = []) {
    super(detail)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.fields = Object.fromEntries(issues.map(({ path, message }) => [path, message]))
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Calls our API with the console's own session. A Blob is sent as it is, anything else as JSON.
 * @returns the body of the answer, undefined where it has none
 * @throws ApiProblem
 */
export async function send<Answer = undefined>(method: Method, path: string, body?: object): Promise<Answer> {
  const response = await answer(method, path, body)
  const text = await response.text()
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer
  throw problemOf(response.status, text)
}

let leaving = false

/** From now on nothing is read for the page: it is being left, and its session ends before it has gone. */
export const stopReading = () => {
  leaving = true
}

export const fetcher = <Answer>(path: string): Promise<Answer> =>
  leaving ? new Promise<Answer>(() => {}) : send<Answer>('GET', path)

/** Whether it may go well the next time: what is gone or not allowed stays so. */
export const isPassing = (problem: ApiProblem) =>
  problem.status === 0 || problem.status === 429 || problem.status >= 500

async function answer(method: Method, path: string, body: object | undefined): Promise<Response> {
  const isRaw = body instanceof Blob
  try {
    return await fetch(path, {
      method,
      ...(body && { body: isRaw ? body : JSON.stringify(body) }),
      ...(body && !isRaw && { headers: { 'content-type': 'application/json' } }),
    })
  } catch {
    throw new ApiProblem(0, 'Unreachable', '')
  }
}

function problemOf(status: number, text: string): ApiProblem {
  try {
    const problem = JSON.parse(text) as { detail?: string; error?: { code?: string }; errors?: Issue[] }
    return new ApiProblem(status, problem.error?.code ?? 'Other', problem.detail ?? '', problem.errors)
  } catch {
    // A proxy in between, or a server that is being restarted, answers with a page of its own.
    return new ApiProblem(status, status >= 502 ? 'Unavailable' : 'Other', '')
  }
}
