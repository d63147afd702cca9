'use client'

import { Body1 } from '@fluentui/react-components'
import dynamic from 'next/dynamic'
import useSWR from 'swr'
import { useFormatter, useTranslations } from 'use-intl/react'
import { usePaths } from '#components/insights/use-paths.ts'
import { DataTable } from '#components/page/data-table.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { Section } from '#components/unify/section.tsx'
import { useUnify } from '#components/unify/unify-draft.tsx'

const CustomerPane = dynamic(() => import('#components/unify/customer-pane.tsx').then(m => m.CustomerPane))

/** A row of the entity CustomerLink. */
export type LinkRow = {
  CustomerId: string
  EntityName: string
  RecordKey: string
  Rule: string | null
  Score: number | null
  MatchedEntity: string | null
  MatchedKey: string | null
}

/** The matches with the lowest score: where rules are too lax, it shows there first. */
export function Matches() {
  const t = useTranslations('unify')
  const format = useFormatter()
  const paths = usePaths()
  const { saved } = useUnify()
  const { pane, href, close } = usePane('customer')
  const { data } = useSWR<{ value: LinkRow[] }>(saved?.result ? paths.weakestLinks : null)
  if (!saved?.result) return null
  const links = data?.value ?? []
  return (
    <Section title={t('weakest')}>
      {links.length === 0 ? (
        <Body1>{t('noMatches')}</Body1>
      ) : (
        <DataTable
          label={t('weakest')}
          rows={links}
          rowKey={link => `${link.EntityName} ${link.RecordKey}`}
          href={({ CustomerId }) => href('customer', CustomerId)}
          columns={[
            { key: 'record', title: t('record'), cell: link => `${link.EntityName} ${link.RecordKey}` },
            { key: 'with', title: t('matchedWith'), cell: link => `${link.MatchedEntity} ${link.MatchedKey}` },
            { key: 'rule', title: t('rule'), cell: ({ Rule }) => Rule },
            {
              key: 'score',
              title: t('score'),
              numeric: true,
              cell: ({ Score }) => format.number(Score ?? 0, { style: 'percent' }),
            },
          ]}
        />
      )}
      {pane && <CustomerPane id={pane.value} onClose={close} />}
    </Section>
  )
}
