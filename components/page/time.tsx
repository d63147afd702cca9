'use client'

import { makeStyles } from '@fluentui/react-components'
import { useFormatter } from 'use-intl/react'
import { useClock } from '#components/clock.tsx'

// The clock of the page lags by up to a tick, and the server's may be a little ahead: what is over is never "in 5 seconds".
const SLACK_MS = 30_000

const useStyles = makeStyles({ whole: { whiteSpace: 'nowrap' } })

/** How long ago, with the exact time on hover: "2 minutes ago". */
export function RelativeTime({ at }: { at: string }) {
  const styles = useStyles()
  const format = useFormatter()
  const now = useClock()
  const time = new Date(at)
  const shown = time.getTime() - now < SLACK_MS ? Math.min(time.getTime(), now) : time.getTime()
  return (
    <time
      className={styles.whole}
      dateTime={at}
      title={format.dateTime(time, { dateStyle: 'long', timeStyle: 'long' })}
    >
      {format.relativeTime(shown, now)}
    </time>
  )
}

/** A date and time of day to the second. */
export function ExactTime({ at }: { at: string }) {
  const styles = useStyles()
  const format = useFormatter()
  return (
    <time className={styles.whole} dateTime={at}>
      {format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'medium' })}
    </time>
  )
}
