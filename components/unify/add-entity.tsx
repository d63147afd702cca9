'use client'

import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useUnify } from '#components/unify/unify-draft.tsx'
import { proposeDefinition } from '#lib/insights/unification/propose.ts'

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'end', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
})

/** Entities of data sources that have a primary key and do not take part yet. */
export function AddEntity() {
  const styles = useStyles()
  const t = useTranslations('unify')
  const { definition, entities, change, mayWrite } = useUnify()
  const [chosen, setChosen] = useState('')
  if (!definition || !mayWrite) return null
  const mapped = definition.map.map(({ entityName }) => entityName)
  const addable = entities.filter(
    ({ name, dataSourceId, primaryKey }) => dataSourceId !== null && primaryKey !== null && !mapped.includes(name),
  )
  const entity = addable.find(({ name }) => name === chosen) ?? addable[0]
  if (!entity) return null
  const add = () => change({ ...definition, map: [...definition.map, ...proposeDefinition([entity]).map] })
  return (
    <div className={styles.root}>
      <Field label={t('anotherEntity')}>
        <Select value={entity.name} onChange={(_, { value }) => setChosen(value)}>
          {addable.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button icon={<AddRegular />} onClick={add}>
        {t('addEntity')}
      </Button>
    </div>
  )
}
