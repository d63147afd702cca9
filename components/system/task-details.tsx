'use client'

import { MessageBar, MessageBarBody, makeStyles, Subtitle2 } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useClock } from '#components/clock.tsx'
import { useDuration } from '#components/insights/duration.ts'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { numberFormat } from '#components/insights/number.ts'
import { InsightStatus } from '#components/insights/status.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { useProgressText } from '#components/system/progress-text.ts'
import { useTaskName, useTaskTitle } from '#components/system/task-name.ts'
import type { TaskView } from '#lib/insights/jobs/view.ts'

/** What the steps of unification count. */
const COUNTS = ['records', 'links', 'sourceRecords', 'customers'] as const

const useStyles = makeStyles({ title: { margin: 0 } })

/** How one task of a job went: when, how long, with what outcome. */
export function TaskDetails({ task, tasks }: { task: TaskView; tasks: TaskView[] }) {
  const styles = useStyles()
  const t = useTranslations('system')
  const common = useTranslations('common')
  const insights = useTranslations('insights')
  const format = useFormatter()
  const duration = useDuration()
  const nameOf = useTaskName()
  const progress = useProgressText()(task)
  const now = useClock()
  const { startTimestamp, endTimestamp } = task
  const waitsFor = tasks.filter(({ taskId }) => task.waitingTaskIds.includes(taskId)).map(nameOf)
  const result = task.additionalInfo as Partial<
    Record<'rows' | 'value' | (typeof COUNTS)[number], number | null>
  > | null
  const number = (value: number | null | undefined) =>
    typeof value === 'number' && format.number(value, numberFormat(value))
  return (
    <>
      <Subtitle2 as="h3" className={styles.title}>
        {useTaskTitle()(task)}
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
        <Fact name={t('waitsFor')}>{format.list(waitsFor)}</Fact>
        <Fact name={t('progress')}>{progress}</Fact>
        <Fact name={t('runTime')}>{startTimestamp && endTimestamp && duration(startTimestamp, endTimestamp)}</Fact>
        {task.taskStatus === 'running' && startTimestamp && (
          <Fact name={t('runTime')}>
            {t('soFar', { duration: duration(startTimestamp, new Date(now).toISOString()) })}
          </Fact>
        )}
        <Fact name={insights('rows')}>{number(result?.rows) || null}</Fact>
        {COUNTS.map(count => (
          <Fact key={count} name={t(`counts.${count}`)}>
            {number(result?.[count]) || null}
          </Fact>
        ))}
        <Fact name={t('result')}>{number(result?.value) || null}</Fact>
      </Facts>
    </>
  )
}
