'use client'

import useSWR from 'swr'
import { useTimeZone, useTranslations } from 'use-intl/react'
import type { ApiProblem } from '#components/api.ts'
import { ReadOnly } from '#components/insights/read-only.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { Loading } from '#components/page/loading.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { OtherSchedules } from '#components/schedule/other-schedules.tsx'
import { RunTable } from '#components/schedule/run-table.tsx'
import { ScheduleForm } from '#components/schedule/schedule-form.tsx'
import { SystemPage } from '#components/system/system-page.tsx'
import type { ScheduleView as Schedule } from '#lib/insights/schedules/view.ts'

/** When full refreshes begin by themselves. */
export function ScheduleView() {
  const t = useTranslations('schedule')
  const timeZone = useTimeZone() ?? 'UTC'
  const { data: schedules, error } = useSWR<Schedule[], ApiProblem>(usePaths().schedules)
  const schedule = schedules?.find(({ operationType }) => operationType === 'all')
  const others = schedules?.filter(one => one !== schedule) ?? []
  return (
    <SystemPage selected="schedule">
      <ReadOnly unless="schedules.write" />
      <ProblemBar problem={error} />
      {!schedules && !error && <Loading />}
      {schedules && <ScheduleForm schedule={schedule} timeZone={timeZone} />}
      {schedule && schedule.lastRuns.length > 0 && (
        <PaneSection title={t('lastRuns')}>
          <RunTable runs={schedule.lastRuns} />
        </PaneSection>
      )}
      {others.length > 0 && (
        <PaneSection title={t('others')}>
          <OtherSchedules schedules={others} />
        </PaneSection>
      )}
    </SystemPage>
  )
}
