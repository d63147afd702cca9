'use client'

import { MessageBar, MessageBarBody, MessageBarTitle, Spinner } from '@fluentui/react-components'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { usePaths } from '#components/insights/use-paths.ts'
import { UNIFY_TABS, type UnifyTab } from '#components/unify/paths.ts'
import type { NodeView } from '#lib/insights/jobs/status.ts'

/** How far the unification is, while it runs; what went wrong, where the last run did not succeed. */
export function RunState() {
  const t = useTranslations('unify')
  const { data: nodes = [] } = useSWR<NodeView[]>(usePaths().status)
  const phases = nodes.filter(({ operationType }) => Object.hasOwn(UNIFY_TABS, operationType))
  const isOpen = ({ taskStatus }: NodeView) => taskStatus === 'queued' || taskStatus === 'running'
  const open = phases.find(({ taskStatus }) => taskStatus === 'running') ?? phases.find(isOpen)
  if (open) {
    return (
      <MessageBar icon={<Spinner size="extra-tiny" />}>
        <MessageBarBody>{t('running', { phase: t(open.operationType as UnifyTab) })}</MessageBarBody>
      </MessageBar>
    )
  }
  const failed = phases.find(({ ciErrors }) => ciErrors.length > 0)
  if (!failed) return null
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('failed', { phase: t(failed.operationType as UnifyTab) })}</MessageBarTitle>{' '}
        {failed.ciErrors[0]?.message}
      </MessageBarBody>
    </MessageBar>
  )
}
