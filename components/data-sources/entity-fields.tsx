'use client'

import { useTranslations } from 'use-intl/react'
import { type Draft, entityNameOf } from '#components/data-sources/draft.ts'
import { TextField } from '#components/data-sources/text-field.tsx'

type Props = {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  problems: Record<string, string>
  isNew: boolean
}

/** What the rows become, and how they are told apart. What an entity is called is fixed. */
export function EntityFields({ draft, onChange, problems, isNew }: Props) {
  const t = useTranslations('dataSources')
  return (
    <>
      {isNew && (
        <TextField
          required
          label={t('entityName')}
          hint={t('entityNameHint')}
          problem={problems.entityName}
          value={entityNameOf(draft)}
          onChange={value => onChange({ entityName: value === '' ? undefined : value })}
        />
      )}
      <TextField
        label={t('primaryKey')}
        hint={t('primaryKeyHint')}
        problem={problems.primaryKey}
        value={draft.primaryKey}
        onChange={primaryKey => onChange({ primaryKey })}
      />
      {draft.kind === 'file' && (
        <TextField
          label={t('watermark')}
          hint={t('watermarkHint')}
          problem={problems.incremental ?? problems['incremental.watermark']}
          value={draft.watermark}
          onChange={watermark => onChange({ watermark })}
        />
      )}
      {draft.kind === 'sql' && (
        <>
          <TextField
            label={t('freshness')}
            hint={t('freshnessHint')}
            problem={problems.freshness ?? problems['freshness.column']}
            value={draft.freshness}
            onChange={freshness => onChange({ freshness })}
          />
          {draft.freshness.trim() !== '' && (
            <TextField
              required
              label={t('maxAgeHours')}
              type="number"
              problem={problems['freshness.maxAgeHours']}
              value={draft.maxAgeHours}
              onChange={maxAgeHours => onChange({ maxAgeHours })}
            />
          )}
        </>
      )}
    </>
  )
}
