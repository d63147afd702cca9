'use client'

import { Body1, Link, makeStyles, tokens } from '@fluentui/react-components'
import useSWR from 'swr'
import { useFormatter, useTranslations } from 'use-intl/react'
import type { ApiProblem } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { Pane } from '#components/page/pane.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import type { LinkRow } from '#components/unify/matches.tsx'

type Values = Record<string, string | number | boolean | null>

/** One customer: what it came to, and the records that it was made of, with rule and score. */
export function CustomerPane({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('unify')
  const paths = usePaths()
  const { data: customer, error } = useSWR<Values, ApiProblem>(paths.item('Customer', id))
  const { data: links } = useSWR<{ value: LinkRow[] }, ApiProblem>(paths.linksOf(id))
  return (
    <Pane title={t('customer')} onClose={onClose}>
      <ProblemBar problem={error} />
      {links?.value.map(link => (
        <SourceRecord key={`${link.EntityName} ${link.RecordKey}`} link={link} />
      ))}
      {customer && (
        <PaneSection title={t('merged')}>
          <ValueList values={customer} />
        </PaneSection>
      )}
    </Pane>
  )
}

function SourceRecord({ link }: { link: LinkRow }) {
  const t = useTranslations('unify')
  const format = useFormatter()
  const { data } = useSWR<Values, ApiProblem>(usePaths().item(link.EntityName, link.RecordKey))
  return (
    <PaneSection title={`${link.EntityName} ${link.RecordKey}`}>
      {link.Rule !== null && (
        <Body1 block>
          {t('matchedBy', { rule: link.Rule, score: format.number(link.Score ?? 0, { style: 'percent' }) })}
        </Body1>
      )}
      {data && <ValueList values={data} />}
      <Link href={`/data/entities?entity=${encodeURIComponent(link.EntityName)}`}>
        {t('toEntity', { name: link.EntityName })}
      </Link>
    </PaneSection>
  )
}

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(7rem, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  value: { margin: 0, overflowWrap: 'anywhere' },
})

function ValueList({ values }: { values: Values }) {
  const styles = useStyles()
  return (
    <dl className={styles.list}>
      {Object.entries(values)
        .filter(([name]) => !name.startsWith('@'))
        .map(([name, value]) => [
          <dt key={name} className={styles.term}>
            {name}
          </dt>,
          <dd key={`${name} value`} className={styles.value}>
            {value === null ? '–' : String(value)}
          </dd>,
        ])}
    </dl>
  )
}
