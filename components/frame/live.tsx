'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useCallback, useEffect, useState } from 'react'
import { useSWRConfig } from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { rereadUnder } from '#components/reread.ts'
import type { Topic } from '#lib/changes/notify.ts'

const POLL_MS = 10_000

/** Where in an environment's part of the API a change shows. */
const SHOWN_AT: Record<Topic | 'all', string[]> = {
  all: [''],
  datasources: ['/manage/datasources', '/manage/hooks'],
  entities: ['/manage/entities', '/data'],
  segments: ['/manage/segments', '/manage/thresholds'],
  measures: ['/manage/measures', '/manage/thresholds'],
  thresholds: ['/manage/thresholds', '/manage/hooks'],
  jobs: ['/workflows/main'],
  schedules: ['/workflows/main/schedules'],
  hooks: ['/manage/hooks', '/manage/simulatedFlows'],
  deliveries: ['/manage/deliveries', '/manage/hooks', '/manage/simulatedFlows'],
  replays: ['/manage/deliveries/replays'],
  destinations: ['/manage/destinations'],
  keys: ['/manage/keys'],
  members: ['/manage/members'],
  simulatedFlows: ['/manage/simulatedFlows'],
  notices: ['/manage/notices'],
  unification: ['/manage/unification'],
}

/**
 * Keeps what the page shows up to date: one event stream tells what has changed, and whatever is shown of it is read
 * again. While the stream is interrupted, everything is read again every ten seconds. A hidden page listens to nothing:
 * browsers allow few connections per host.
 */
export function Live() {
  const t = useTranslations('frame')
  const { api, instance } = useAccess()
  const { cache, mutate } = useSWRConfig()
  const [interrupted, setInterrupted] = useState(false)
  const visible = useVisible()

  const reread = useCallback(
    (topic: Topic | 'all') => {
      const paths = SHOWN_AT[topic].map(path => api + path)
      rereadUnder(paths, cache, mutate)
    },
    [api, cache, mutate],
  )

  useEffect(() => {
    if (!visible) return
    let source = listen()
    function listen() {
      const opened = new EventSource(`/api/stream?instanceId=${instance.id}`)
      opened.onopen = () => {
        setInterrupted(false)
        reread('all')
      }
      opened.onmessage = ({ data }) => reread((JSON.parse(data) as { topic: Topic | 'all' }).topic)
      return opened
    }
    const poll = setInterval(() => {
      if (source.readyState === EventSource.OPEN) return
      setInterrupted(true)
      reread('all')
      // The browser gives up where the answer was not a stream, such as that of a proxy while the server restarts.
      if (source.readyState === EventSource.CLOSED) source = listen()
    }, POLL_MS)
    return () => {
      clearInterval(poll)
      source.close()
    }
  }, [visible, instance.id, reread])

  return interrupted ? (
    <MessageBar intent="warning">
      <MessageBarBody>{t('notLive')}</MessageBarBody>
    </MessageBar>
  ) : null
}

function useVisible() {
  const [visible, setVisible] = useState(true)
  useEffect(() => {
    const update = () => setVisible(document.visibilityState === 'visible')
    update()
    document.addEventListener('visibilitychange', update)
    return () => document.removeEventListener('visibilitychange', update)
  }, [])
  return visible
}
