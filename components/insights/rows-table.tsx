'use client'

import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'
import { numberFormat } from '#components/insights/number.ts'
import type { Value } from '#lib/insights/port.ts'

const useStyles = makeStyles({
  frame: {
    maxHeight: '24rem',
    overflow: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  table: { tableLayout: 'auto', width: 'max-content', minWidth: '100%' },
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground3,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
  },
  cell: { maxWidth: '20rem', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  // The title is in a flex box within the cell.
  numberTitle: { '> *': { justifyContent: 'flex-end' } },
  none: { color: tokens.colorNeutralForeground3 },
})

type Props = { label: string; columns: string[]; rows: Value[][] }

/** Rows of data as they are, however many columns they have: it scrolls by itself, also by keyboard. */
export function RowsTable({ label, columns, rows }: Props) {
  const styles = useStyles()
  const isNumeric = columns.map((_, at) => rows.every(row => row[at] === null || typeof row[at] === 'number'))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.frame} aria-label={label} tabIndex={0}>
      <Table aria-label={label} size="small" className={styles.table}>
        <TableHeader>
          <TableRow>
            {columns.map((column, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns may be called the same, and never move
              <TableHeaderCell key={at} className={mergeClasses(styles.header, isNumeric[at] && styles.numberTitle)}>
                {column}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, and never move
            <TableRow key={index}>
              {row.map((value, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same
                <TableCell key={at} className={mergeClasses(styles.cell, isNumeric[at] && styles.number)}>
                  <Shown value={value} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}

function Shown({ value }: { value: Value }) {
  const styles = useStyles()
  const t = useTranslations('rules')
  const format = useFormatter()
  if (value === null) return <span className={styles.none}>{t('empty')}</span>
  if (typeof value === 'number') return format.number(value, { ...numberFormat(value), useGrouping: false })
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  return value
}
