'use client'

import { DataTrendingRegular } from '@fluentui/react-icons'
import useSWR from 'swr'
import { useFormatter, useTranslations } from 'use-intl/react'
import { Cards, NoCards, ValueCard } from '#components/home/cards.tsx'
import { newest } from '#components/home/newest.ts'
import { RECENT } from '#components/home/paths.ts'
import { Section } from '#components/home/section.tsx'
import { usePaths } from '#components/home/use-paths.ts'
import { numberFormat } from '#components/insights/number.ts'
import { numberOf } from '#components/measures/shown.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'

/** The business measures that were computed last and are one number. */
export function RecentMeasures() {
  const t = useTranslations('home')
  const format = useFormatter()
  const { data: measures = [] } = useSWR<MeasureView[]>(usePaths().measures)
  const numbers = measures.filter(({ definition }) => definition.dimensions.length === 0)
  const recent = newest(numbers, ({ latestEvaluation }) => latestEvaluation.endTime).slice(0, RECENT)
  return (
    <Section title={t('recentMeasures')} all={{ title: t('allMeasures'), href: '/measures' }}>
      {recent.length === 0 && <NoCards>{t('noMeasures')}</NoCards>}
      <Cards>
        {recent.map(measure => {
          const value = numberOf(measure)
          return (
            <ValueCard
              key={measure.name}
              name={measure.displayName}
              href={`/measures?measure=${encodeURIComponent(measure.name)}`}
              at={measure.latestEvaluation.endTime}
              icon={<DataTrendingRegular />}
              value={value === undefined ? undefined : format.number(value, numberFormat(value))}
            />
          )
        })}
      </Cards>
    </Section>
  )
}
