'use client'

import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { DataTable } from '#components/page/data-table.tsx'
import { AddEntity } from '#components/unify/add-entity.tsx'
import { Section } from '#components/unify/section.tsx'
import { useUnify } from '#components/unify/unify-draft.tsx'
import { useTypeName } from '#components/unify/use-type-name.ts'
import type { MappedEntity } from '#lib/insights/unification/definition.ts'
import { SEMANTIC_TYPES } from '#lib/insights/unification/semantic-types.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalL },
  select: { minWidth: '12rem' },
})

/** Which entities take part, and what their attributes mean. */
export function MapView() {
  const { definition } = useUnify()
  return (
    <>
      {definition?.map.map(entity => (
        <Entity key={entity.entityName} entity={entity} />
      ))}
      <AddEntity />
    </>
  )
}

function Entity({ entity }: { entity: MappedEntity }) {
  const styles = useStyles()
  const t = useTranslations('unify')
  const typeName = useTypeName()
  const { definition, entities, change, mayWrite } = useUnify()
  const { entityName, primaryKey, attributes, changedAt } = entity
  if (!definition) return null
  const known = entities.find(({ name }) => name === entityName)?.attributes ?? attributes
  const names = known.map(({ name }) => name)
  const put = (map: MappedEntity[]) => change({ ...definition, map })
  const update = (next: MappedEntity) => put(definition.map.map(one => (one.entityName === entityName ? next : one)))
  const typeOf = (name: string) => attributes.find(attribute => attribute.name === name)?.type ?? ''
  const retype = (name: string, type: string) => {
    // A type belongs to one attribute of an entity.
    const others = attributes.filter(attribute => attribute.name !== name && attribute.type !== type)
    update({ ...entity, attributes: type === '' ? others : [...others, { name, type }] })
  }
  const setChangedAt = (name: string) => {
    const { changedAt: _, ...rest } = entity
    update(name === '' ? rest : { ...rest, changedAt: name })
  }
  const types = [...new Set([...Object.keys(SEMANTIC_TYPES), ...attributes.map(({ type }) => type)])]
  return (
    <Section
      title={entityName}
      actions={
        mayWrite && (
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            disabled={definition.map.length === 1}
            onClick={() => put(definition.map.filter(one => one.entityName !== entityName))}
          >
            {t('removeEntity', { name: entityName })}
          </Button>
        )
      }
    >
      <div className={styles.fields}>
        <Field label={t('primaryKey')}>
          <Select
            disabled={!mayWrite}
            value={primaryKey}
            onChange={(_, { value }) => update({ ...entity, primaryKey: value })}
          >
            {options([primaryKey, ...names])}
          </Select>
        </Field>
        <Field label={t('changedAt')} hint={t('changedAtHint')}>
          <Select disabled={!mayWrite} value={changedAt ?? ''} onChange={(_, { value }) => setChangedAt(value)}>
            <option value="">{t('noAttribute')}</option>
            {options(names)}
          </Select>
        </Field>
      </div>
      <DataTable
        label={t('attributesOf', { name: entityName })}
        rows={names.filter(name => name !== primaryKey)}
        rowKey={name => name}
        columns={[
          { key: 'attribute', title: t('attribute'), cell: name => name },
          {
            key: 'type',
            title: t('meaning'),
            cell: name => (
              <Select
                aria-label={t('meaningOf', { name })}
                className={styles.select}
                disabled={!mayWrite}
                value={typeOf(name)}
                onChange={(_, { value }) => retype(name, value)}
              >
                <option value="">{t('notMapped')}</option>
                {types.map(type => (
                  <option key={type} value={type}>
                    {typeName(type)}
                  </option>
                ))}
              </Select>
            ),
          },
        ]}
      />
    </Section>
  )
}

const options = (names: string[]) =>
  [...new Set(names)].map(name => (
    <option key={name} value={name}>
      {name}
    </option>
  ))
