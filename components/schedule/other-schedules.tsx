'use client'

import { Button } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { useDayName } from '#components/schedule/days-field.tsx'
import { clockOf, timesOf } from '#components/schedule/draft.ts'
import { useOperationName } from '#components/system/operation-name.ts'
import { useWrite } from '#components/use-write.ts'
import type { ScheduleView } from '#lib/insights/schedules/view.ts'

/** Schedules that were made through the API: what they refresh and when; they can be removed here. */
export function OtherSchedules({ schedules }: { schedules: ScheduleView[] }) {
  const t = useTranslations('schedule')
  const common = useTranslations('common')
  const { can } = useAccess()
  const paths = usePaths()
  const confirm = useConfirm()
  const { write, pending } = useWrite('toast')
  const operationName = useOperationName()
  const remove = async ({ scheduleId, operationType }: ScheduleView) => {
    const name = operationName(operationType)
    const isSure = await confirm({
      title: t('removeTitle', { name }),
      consequence: t('removeText'),
      action: common('remove'),
    })
    if (isSure)
      await write(() => send('DELETE', paths.schedule(scheduleId)), { done: t('removed'), changes: [paths.schedules] })
  }
  return (
    <DataTable
      label={t('others')}
      columns={useColumns()}
      rows={schedules}
      rowKey={({ scheduleId }) => scheduleId}
      {...(can('schedules.write') && {
        actions: (schedule: ScheduleView) => (
          <Button
            appearance="subtle"
            icon={<DeleteRegular />}
            aria-label={t('removeSchedule', { name: operationName(schedule.operationType) })}
            disabledFocusable={pending}
            onClick={() => remove(schedule)}
          />
        ),
      })}
    />
  )
}

function useColumns(): Column<ScheduleView>[] {
  const t = useTranslations('schedule')
  const format = useFormatter()
  const operationName = useOperationName()
  const dayName = useDayName()
  const timeText = ({ days, ...time }: ReturnType<typeof timesOf>[number]) =>
    days.length === 7
      ? clockOf({ days, ...time })
      : `${format.list(days.map(day => dayName(day, 'short')))} ${clockOf({ days, ...time })}`
  return [
    {
      key: 'what',
      title: t('what'),
      cell: ({ operationType, identifiers }) =>
        identifiers.length > 0
          ? `${operationName(operationType)}: ${identifiers.join(', ')}`
          : operationName(operationType),
    },
    { key: 'when', title: t('when'), cell: schedule => timesOf(schedule).map(timeText).join(' · ') },
    { key: 'zone', title: t('timeZone'), cell: ({ timezoneId }) => timezoneId.replaceAll('_', ' ') },
    {
      key: 'next',
      title: t('next'),
      cell: ({ nextRunTimestamp }) => (nextRunTimestamp ? <ExactTime at={nextRunTimestamp} /> : t('off')),
    },
  ]
}
