'use client'

import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import type { ApiProblem } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { Loading } from '#components/page/loading.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import type { EntityView } from '#lib/insights/entities/read.ts'
import type { Value } from '#lib/insights/port.ts'

const useStyles = makeStyles({
  // As wide as its columns: it scrolls by itself, and by keyboard.
  box: {
    overflowX: 'auto',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: { width: 'auto', tableLayout: 'auto' },
  head: { fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  cell: { whiteSpace: 'nowrap', maxWidth: '30ch', overflow: 'hidden', textOverflow: 'ellipsis' },
  empty: { color: tokens.colorNeutralForeground3 },
})

type Items = { value: Record<string, Value>[] }

/** What the entity has first, as the API reads it. */
export function FirstRows({ entity }: { entity: EntityView }) {
  const styles = useStyles()
  const t = useTranslations('entities')
  const { data, error } = useSWR<Items, ApiProblem>(usePaths().firstItems(entity.name))
  if (error) return <ProblemBar problem={error} />
  if (!data) return <Loading />
  if (data.value.length === 0) return t('noRows')
  const names = entity.attributes.map(({ name }) => name)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.box} tabIndex={0} aria-label={t('firstRows')}>
      <Table size="small" className={styles.table} aria-label={t('firstRows')}>
        <TableHeader>
          <TableRow>
            {names.map(name => (
              <TableHeaderCell key={name} className={styles.head}>
                {name}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {data.value.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else that tells them apart
            <TableRow key={at}>
              {names.map(name => (
                <TableCell key={name} className={styles.cell} title={String(row[name] ?? '')}>
                  {row[name] === null || row[name] === undefined ? (
                    <span className={styles.empty}>–</span>
                  ) : (
                    String(row[name])
                  )}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}
