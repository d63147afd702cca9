'use client'

import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { ArrowUpRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { FormPane } from '#components/page/form-pane.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { type MergedAttribute, PRECEDENCES, type Precedence } from '#lib/insights/unification/definition.ts'

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  item: { overflowWrap: 'anywhere', minHeight: '32px' },
})

type Props = {
  attribute: MergedAttribute
  /** Entities whose rows say when they were changed. */
  datedEntities: string[]
  onApply: (attribute: MergedAttribute) => void
  onClose: () => void
}

export function MergePane({ attribute, datedEntities, onApply, onClose }: Props) {
  const styles = useStyles()
  const t = useTranslations('unify')
  const common = useTranslations('common')
  const [name, setName] = useState(attribute.name)
  const [precedence, setPrecedence] = useState(attribute.precedence)
  const [from, setFrom] = useState(attribute.from)
  const isName = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name)
  const isDated = from.every(({ entityName }) => datedEntities.includes(entityName))
  const moveUp = (place: number) =>
    setFrom(from.flatMap((one, at) => (at === place ? [] : at === place - 1 ? [from[place] ?? one, one] : [one])))
  return (
    <FormPane
      title={attribute.name}
      action={t('apply')}
      onSubmit={() => isName && onApply({ name, from, precedence })}
      onClose={onClose}
      pending={false}
      problem={undefined}
    >
      <Field label={common('name')} required {...(!isName && { validationMessage: t('attributeName') })}>
        <Input value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={t('precedence')} {...(!isDated && { hint: t('needsDates') })}>
        <Select value={precedence} onChange={(_, { value }) => setPrecedence(value as Precedence)}>
          {PRECEDENCES.map(one => (
            <option key={one} value={one} disabled={one !== 'importance' && !isDated}>
              {t(`precedences.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <PaneSection title={t('takenFrom')}>
        <ol className={styles.list}>
          {from.map(({ entityName, attribute: source }, place) => (
            <li key={`${entityName} ${source}`} className={styles.item}>
              {`${entityName}.${source}`}
              {place > 0 && (
                <Button
                  appearance="subtle"
                  icon={<ArrowUpRegular />}
                  aria-label={t('moveUp', { name: `${entityName}.${source}` })}
                  onClick={() => moveUp(place)}
                />
              )}
            </li>
          ))}
        </ol>
      </PaneSection>
    </FormPane>
  )
}
