'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const TICK_MS = 10_000

const Clock = createContext(0)

/** The time that relative times are measured from: the server's at first, so that hydration agrees; then it ticks. */
export function ClockProvider({ start, children }: { start: number; children: ReactNode }) {
  const [now, setNow] = useState(start)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return <Clock value={now}>{children}</Clock>
}

/** Milliseconds since the epoch, at most ten seconds old. */
export const useClock = () => useContext(Clock)
