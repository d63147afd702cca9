'use client'

import { PeopleTeamRegular } from '@fluentui/react-icons'
import useSWR from 'swr'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useClock } from '#components/clock.tsx'
import { changeWithin } from '#components/history/points.ts'
import { Cards, NoCards, ValueCard } from '#components/home/cards.tsx'
import { newest } from '#components/home/newest.ts'
import { RECENT } from '#components/home/paths.ts'
import { Section } from '#components/home/section.tsx'
import { usePaths } from '#components/home/use-paths.ts'
import { pointsOf } from '#components/segments/shown.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'

const DAYS = 7

/** The segments that were counted last. */
export function RecentSegments() {
  const t = useTranslations('home')
  const words = useTranslations('segments')
  const format = useFormatter()
  const changeText = useChangeText()
  const { data: segments = [] } = useSWR<SegmentView[]>(usePaths().segments)
  const recent = newest(segments, ({ evaluationStatus }) => evaluationStatus.evaluationDate).slice(0, RECENT)
  return (
    <Section title={t('recentSegments')} all={{ title: t('allSegments'), href: '/segments' }}>
      {recent.length === 0 && <NoCards>{t('noSegments')}</NoCards>}
      <Cards>
        {recent.map(segment => {
          const { entityCount, evaluationDate } = segment.evaluationStatus
          return (
            <ValueCard
              key={segment.name}
              name={segment.friendlyName}
              href={`/segments?segment=${encodeURIComponent(segment.name)}`}
              at={evaluationDate}
              icon={<PeopleTeamRegular />}
              value={entityCount === null ? undefined : format.number(entityCount)}
              unit={words('members')}
              note={changeText(segment)}
            />
          )
        })}
      </Cards>
    </Section>
  )
}

function useChangeText() {
  const t = useTranslations('home')
  const format = useFormatter()
  const now = useClock()
  return (segment: SegmentView) => {
    const by = changeWithin(pointsOf(segment), DAYS, new Date(now)) ?? 0
    return by === 0 ? t('noChange') : t('change', { by: format.number(by, { signDisplay: 'always' }) })
  }
}
