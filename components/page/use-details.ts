import { useState } from 'react'
import { flushSync } from 'react-dom'
import useSWR from 'swr'
import type { ApiProblem } from '#components/api.ts'

/**
 * What a pane shows of one thing.
 * @param path of the API
 * @param listed as the list has it, until the details are read
 */
export function useDetails<View>(path: string, listed: View | undefined, onClose: () => void) {
  const [left, setLeft] = useState(false)
  const { data, error } = useSWR<View, ApiProblem>(left ? null : path, { fallbackData: listed })
  // Before it is deleted: a change that is told while the pane closes would have it read what is gone.
  const leave = () => {
    flushSync(() => setLeft(true))
    onClose()
  }
  return { details: data, error, leave }
}
