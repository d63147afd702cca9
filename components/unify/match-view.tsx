'use client'

import { Button, Checkbox, Tooltip } from '@fluentui/react-components'
import { ArrowUpRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { MatchRules } from '#components/unify/match-rules.tsx'
import { Matches } from '#components/unify/matches.tsx'
import type { EditedRule } from '#components/unify/rule-pane.tsx'
import { Section } from '#components/unify/section.tsx'
import { useUnify } from '#components/unify/unify-draft.tsx'
import type { MatchedEntity, MatchRule } from '#lib/insights/unification/definition.ts'
import type { RuleKind } from '#lib/insights/unification/unify.ts'

const RulePane = dynamic(() => import('#components/unify/rule-pane.tsx').then(m => m.RulePane))

const RULES = { deduplication: 'deduplication', match: 'rules' } as const

/** In which order entities are matched, and by which rules. */
export function MatchView() {
  const t = useTranslations('unify')
  const { definition, change, mayWrite } = useUnify()
  const [edited, setEdited] = useState<EditedRule>()
  if (!definition) return null
  const { map, match } = definition
  const put = (next: MatchedEntity[]) => change({ ...definition, match: next })
  const update = (next: MatchedEntity) => put(match.map(one => (one.entityName === next.entityName ? next : one)))
  const moveUp = (place: number) =>
    put(match.flatMap((one, at) => (at === place ? [] : at === place - 1 ? [match[place] ?? one, one] : [one])))
  const typesOf = (entityName: string) =>
    map.find(one => one.entityName === entityName)?.attributes.map(({ type }) => type) ?? []
  const typesFor = (place: number, kind: RuleKind) => {
    const earlier = new Set(match.slice(0, place).flatMap(({ entityName }) => typesOf(entityName)))
    return typesOf(match[place]?.entityName ?? '').filter(type => kind === 'deduplication' || earlier.has(type))
  }
  const apply = (rule: MatchRule | undefined, { place, kind, index }: EditedRule) => {
    const entity = match[place]
    if (!entity) return
    const rules = [...entity[RULES[kind]]]
    rules.splice(index, 1, ...(rule ? [rule] : []))
    update({ ...entity, [RULES[kind]]: rules })
    setEdited(undefined)
  }
  const listOf = (place: number, entity: MatchedEntity, kind: RuleKind) => (
    <MatchRules
      entity={entity}
      kind={kind}
      onOpen={index =>
        setEdited({ place, kind, index, rule: entity[RULES[kind]][index], types: typesFor(place, kind) })
      }
      onRemove={index => apply(undefined, { place, kind, index, rule: undefined, types: [] })}
    />
  )
  return (
    <>
      {match.map((entity, place) => (
        <Section
          key={entity.entityName}
          title={t('placeInOrder', { place: place + 1, name: entity.entityName })}
          actions={
            mayWrite &&
            place > 0 && (
              <Tooltip relationship="description" content={t('moveUpHint')}>
                <Button appearance="subtle" icon={<ArrowUpRegular />} onClick={() => moveUp(place)}>
                  {t('moveUp', { name: entity.entityName })}
                </Button>
              </Tooltip>
            )
          }
        >
          {place > 0 && (
            <>
              {listOf(place, entity, 'match')}
              <Checkbox
                label={t('oneToOne', { name: entity.entityName })}
                checked={entity.oneToOne}
                disabled={!mayWrite}
                onChange={(_, { checked }) => update({ ...entity, oneToOne: checked === true })}
              />
            </>
          )}
          {listOf(place, entity, 'deduplication')}
        </Section>
      ))}
      <Matches />
      {edited && (
        <RulePane edited={edited} onApply={rule => apply(rule, edited)} onClose={() => setEdited(undefined)} />
      )}
    </>
  )
}
