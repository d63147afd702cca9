'use client'

import { Checkbox } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'

export type Selection<Row> = {
  /** Row keys. */
  selected: ReadonlySet<string>
  onChange: (selected: ReadonlySet<string>) => void
  /** What people call the row. */
  name: (row: Row) => string
}

type All = Pick<Selection<never>, 'selected' | 'onChange'> & { keys: string[] }

export function SelectAll({ keys, selected, onChange }: All) {
  const t = useTranslations('common')
  const chosen = keys.filter(key => selected.has(key)).length
  return (
    <Checkbox
      aria-label={t('selectAll')}
      checked={chosen === 0 ? false : chosen === keys.length || 'mixed'}
      onChange={(_, { checked }) => onChange(new Set(checked === true ? keys : []))}
    />
  )
}

export function SelectRow<Row>({
  row,
  rowKey,
  selected,
  onChange,
  name,
}: Selection<Row> & { row: Row; rowKey: string }) {
  const t = useTranslations('common')
  const others = [...selected].filter(key => key !== rowKey)
  return (
    <Checkbox
      aria-label={t('select', { name: name(row) })}
      checked={selected.has(rowKey)}
      onChange={(_, { checked }) => onChange(new Set(checked === true ? [...others, rowKey] : others))}
    />
  )
}
