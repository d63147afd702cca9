'use client'

import { Body1, Button, Caption1, Link, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { AddRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'use-intl/react'
import { DataTable } from '#components/page/data-table.tsx'
import { RowMenu } from '#components/page/row-menu.tsx'
import { useUnify } from '#components/unify/unify-draft.tsx'
import { useTypeName } from '#components/unify/use-type-name.ts'
import type { MatchedEntity, MatchRule } from '#lib/insights/unification/definition.ts'
import type { RuleKind, Skipped } from '#lib/insights/unification/unify.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  add: { alignSelf: 'start' },
})

type Props = {
  entity: MatchedEntity
  kind: RuleKind
  onOpen: (index: number) => void
  onRemove: (index: number) => void
}

/** The rules of one kind of an entity in their order, and how many records each has linked. */
export function MatchRules({ entity, kind, onOpen, onRemove }: Props) {
  const styles = useStyles()
  const t = useTranslations('unify')
  const common = useTranslations('common')
  const format = useFormatter()
  const typeName = useTypeName()
  const { saved, mayWrite } = useUnify()
  const rules = (kind === 'match' ? entity.rules : entity.deduplication).map((rule, index) => ({ rule, index }))
  const linked = ({ name }: MatchRule) =>
    saved?.result?.rules.find(one => one.entityName === entity.entityName && one.kind === kind && one.rule === name)
      ?.links
  const needs = ({ conditions, minimum = conditions.length }: MatchRule) =>
    minimum === conditions.length ? t('allOf') : t('someOf', { minimum, count: conditions.length })
  const skipped = (saved?.result?.skipped ?? []).filter(
    one => one.entityName === entity.entityName && rules.some(({ rule }) => rule.name === one.rule),
  )
  const typesOf = (passes: Skipped[]) => [...new Set(passes.flatMap(({ types }) => types))].map(typeName).join(', ')
  const links = (rule: MatchRule) => {
    const count = linked(rule)
    return count === undefined ? '–' : format.number(count)
  }
  return (
    <div className={styles.root}>
      <Subtitle2 as="h3" className={styles.title}>
        {t(kind)}
      </Subtitle2>
      {rules.length === 0 ? (
        <Body1 as="p" className={styles.quiet}>
          {t(kind === 'match' ? 'noRules' : 'noDeduplication')}
        </Body1>
      ) : (
        <DataTable<{ rule: MatchRule; index: number }>
          label={t('rulesOf', { kind: t(kind), name: entity.entityName })}
          rows={rules}
          rowKey={({ index }) => String(index)}
          columns={[
            {
              key: 'name',
              title: t('rule'),
              cell: ({ rule, index }) =>
                mayWrite ? (
                  <Link as="button" onClick={() => onOpen(index)}>
                    {rule.name}
                  </Link>
                ) : (
                  rule.name
                ),
            },
            { key: 'needs', title: t('needs'), cell: ({ rule }) => needs(rule) },
            {
              key: 'conditions',
              title: t('conditions'),
              cell: ({ rule }) => rule.conditions.map(({ type }) => typeName(type)).join(', '),
            },
            { key: 'links', title: t('links'), numeric: true, cell: ({ rule }) => links(rule) },
          ]}
          {...(mayWrite && {
            actions: ({ rule, index }) => (
              <RowMenu
                name={rule.name}
                actions={[
                  { title: common('edit'), icon: <EditRegular />, onSelect: () => onOpen(index) },
                  { title: common('remove'), icon: <DeleteRegular />, onSelect: () => onRemove(index) },
                ]}
              />
            ),
          })}
        />
      )}
      {skipped.length > 0 && (
        <Caption1 className={styles.quiet}>{t('skipped', { count: sum(skipped), types: typesOf(skipped) })}</Caption1>
      )}
      {mayWrite && (
        <Button className={styles.add} icon={<AddRegular />} onClick={() => onOpen(rules.length)}>
          {t(kind === 'match' ? 'addRule' : 'addDeduplication', { name: entity.entityName })}
        </Button>
      )}
    </div>
  )
}

const sum = (skipped: Skipped[]) => skipped.reduce((total, { blocks }) => total + blocks, 0)
