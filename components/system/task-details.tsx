'use client'

import { MessageBar, MessageBarBody, makeStyles, Subtitle2 } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useDuration } from '#components/insights/duration.ts'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { numberFormat } from '#components/insights/number.ts'
import { InsightStatus } from '#components/insights/status.tsx'
import { ExactTime } from '#components/page/time.tsx'
import type { TaskView } from '#lib/insights/jobs/view.ts'

const useStyles = makeStyles({ title: { margin: 0 } })

/** How one task of a job went: when, how long, with what outcome. */
export function TaskDetails({ task }: { task: TaskView }) {
  const styles = useStyles()
  const t = useTranslations('system')
  const common = useTranslations('common')
  const insights = useTranslations('insights')
  const format = useFormatter()
  const duration = useDuration()
  const { startTimestamp, endTimestamp } = task
  const result = task.additionalInfo as { rows?: number; value?: number | null } | null
  const number = (value: number | null | undefined) =>
    typeof value === 'number' && format.number(value, numberFormat(value))
  return (
    <>
      <Subtitle2 as="h3" className={styles.title}>
        {t(`taskNames.${task.operationType as 'ingestion'}`, { name: task.friendlyName })}
      </Subtitle2>
      {task.ciError?.message && (
        <MessageBar intent={task.ciError.resultSeverity} layout="multiline">
          <MessageBarBody>{task.ciError.message}</MessageBarBody>
        </MessageBar>
      )}
      <Facts>
        <Fact name={common('status')}>
          <InsightStatus status={task.taskStatus} />
        </Fact>
        <Fact name={t('taskRan')}>{startTimestamp ? <ExactTime at={startTimestamp} /> : t('notRunYet')}</Fact>
        <Fact name={t('runTime')}>{startTimestamp && endTimestamp && duration(startTimestamp, endTimestamp)}</Fact>
        <Fact name={insights('rows')}>{number(result?.rows) || null}</Fact>
        <Fact name={t('result')}>{number(result?.value) || null}</Fact>
      </Facts>
    </>
  )
}
