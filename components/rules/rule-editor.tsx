'use client'

import { Button, makeStyles, Select, tokens } from '@fluentui/react-components'
import { AddRegular, DismissRegular, GroupListRegular, LinkRegular } from '@fluentui/react-icons'
import { useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { ConditionFields } from '#components/rules/condition-fields.tsx'
import {
  emptyCondition,
  emptyRelated,
  group,
  isGroup,
  isRelated,
  type Match,
  matchOf,
  partsOf,
  placed,
} from '#components/rules/edit.ts'
import { RelatedFields } from '#components/rules/related-fields.tsx'
import type { EntityView } from '#lib/insights/entities/read.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { Part, Rule } from '#lib/insights/rule.ts'

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, containerType: 'inline-size' },
  nested: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderLeft: `3px solid ${tokens.colorBrandStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

type Props = {
  rule: Rule
  onChange: (rule: Rule) => void
  attributes: Attribute[]
  /** Every entity, to relate to; empty in the filter of related records, which has none of its own. */
  entities: EntityView[]
  /** Messages by place, and the place of this rule: `rule`. */
  problems: Record<string, string>
  path: string
  /** Set in a group within a rule: its number, and how to take it away. */
  nested?: { number: string; onRemove: () => void }
  /** Set in the filter of related records: the number of their condition. */
  filterOf?: string
}

/** A rule as it is edited: conditions, and groups of them. What the service knows and nobody touches is kept as it is. */
export function RuleEditor({ rule, onChange, attributes, entities, problems, path, nested, filterOf }: Props) {
  const styles = useStyles()
  const t = useTranslations('rules')
  const addButton = useRef<HTMLButtonElement>(null)
  const match = matchOf(rule)
  const parts = partsOf(rule)
  const set = (next: Part[]) => onChange(group(match, next))
  const remove = (index: number) => {
    set(parts.toSpliced(index, 1))
    addButton.current?.focus()
  }
  const label = nested
    ? t('group', { number: nested.number })
    : filterOf
      ? t('relatedRule', { number: filterOf })
      : t('title')
  const outer = nested?.number ?? filterOf
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is
    <div role="group" aria-label={label} className={styles.group}>
      <div className={styles.head}>
        <Select
          aria-label={t('match')}
          value={match}
          onChange={(_, data) => onChange(group(data.value as Match, parts))}
        >
          <option value="all">{t('matchAll')}</option>
          <option value="any">{t('matchAny')}</option>
        </Select>
        {nested && (
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={t('removeGroup', { number: nested.number })}
            onClick={nested.onRemove}
          />
        )}
      </div>
      {placed(rule, path).map(({ part, index, path: place }) => {
        const number = outer ? `${outer}.${index + 1}` : `${index + 1}`
        const shared = { attributes, problems, path: place }
        return isGroup(part) ? (
          <div key={place} className={styles.nested}>
            <RuleEditor
              {...shared}
              entities={entities}
              rule={part}
              onChange={changed => set(parts.with(index, changed))}
              nested={{ number, onRemove: () => remove(index) }}
            />
          </div>
        ) : isRelated(part) ? (
          <RelatedFields
            {...shared}
            entities={entities}
            key={place}
            number={number}
            condition={part}
            onChange={changed => set(parts.with(index, changed))}
            onRemove={() => remove(index)}
            editor={(filter, onFilter, others, at) => (
              <RuleEditor
                rule={filter}
                onChange={onFilter}
                attributes={others}
                entities={[]}
                problems={problems}
                path={at}
                filterOf={number}
              />
            )}
          />
        ) : (
          <ConditionFields
            {...shared}
            key={place}
            number={number}
            condition={part}
            onChange={changed => set(parts.with(index, changed))}
            onRemove={() => remove(index)}
          />
        )
      })}
      <div className={styles.buttons}>
        <Button ref={addButton} icon={<AddRegular />} onClick={() => set([...parts, emptyCondition()])}>
          {t('addCondition')}
        </Button>
        {!nested && (
          <Button
            appearance="subtle"
            icon={<GroupListRegular />}
            onClick={() => set([...parts, group(match === 'all' ? 'any' : 'all', [])])}
          >
            {t('addGroup')}
          </Button>
        )}
        {entities.length > 0 && (
          <Button appearance="subtle" icon={<LinkRegular />} onClick={() => set([...parts, emptyRelated()])}>
            {t('addRelated')}
          </Button>
        )}
      </div>
    </div>
  )
}
