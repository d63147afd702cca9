'use client'

import { Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import { useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { useVisit } from '#components/use-visit.ts'

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalL },
  filter: { minWidth: '12rem' },
})

/** The filters of a list, beside each other. */
export const FilterBar = ({ children }: { children: ReactNode }) => <div className={useStyles().bar}>{children}</div>

type Props = {
  /** Its place in the address: `?status=failed`. */
  name: string
  label: string
  options: { value: string; title: string }[]
}

/** One of a few, or all of them. It stands in the address, so that a filtered list can be linked. */
export function QueryFilter({ name, label, options }: Props) {
  const styles = useStyles()
  const t = useTranslations('common')
  const query = useSearchParams()
  const visit = useVisit()
  const choose = (value: string) => {
    const next = new URLSearchParams(query)
    if (value) next.set(name, value)
    else next.delete(name)
    visit(`?${next}`)
  }
  return (
    <Field label={label} className={styles.filter}>
      <Select value={query.get(name) ?? ''} onChange={(_, { value }) => choose(value)}>
        <option value="">{t('all')}</option>
        {options.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </Select>
    </Field>
  )
}
