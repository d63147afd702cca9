'use client'

import { useCallback, useState } from 'react'
import { useSWRConfig } from 'swr'
import { ApiProblem } from '#components/api.ts'
import { useProblemText } from '#components/problem-text.ts'
import { rereadUnder } from '#components/reread.ts'
import { useToasts } from '#components/toasts.tsx'

type Options = {
  /** Said in a toast when it worked. */
  done?: string
  /** Paths of the API that show something else now. */
  changes: string[]
}

type Written<Answer> = { ok: true; answer: Answer } | { ok: false; problem: ApiProblem }

/**
 * One write at a time: whether it is under way, and the problem it ended with.
 * @param problems where a problem is told: in a toast, or by the form itself (`problem`, ProblemBar).
 */
export function useWrite(problems: 'toast' | 'form') {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<ApiProblem>()
  const { cache, mutate } = useSWRConfig()
  const { done, failed } = useToasts()
  const text = useProblemText()

  const write = useCallback(
    async <Answer>(call: () => Promise<Answer>, options: Options): Promise<Written<Answer>> => {
      setPending(true)
      setProblem(undefined)
      try {
        const answer = await call()
        rereadUnder(options.changes, cache, mutate)
        if (options.done) done(options.done)
        return { ok: true, answer }
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        if (problems === 'form') setProblem(error)
        else {
          const { title, detail } = text(error)
          failed(title, detail)
        }
        return { ok: false, problem: error }
      } finally {
        setPending(false)
      }
    },
    [problems, cache, mutate, done, failed, text],
  )
  const clear = useCallback(() => setProblem(undefined), [])
  return { write, pending, problem, clear }
}
