'use client'

import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { type Draft, entityNameOf } from '#components/data-sources/draft.ts'
import { FileField } from '#components/data-sources/file-field.tsx'

type Props = {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  problems: Record<string, string>
  /** The drop folder is for deployment administrators only. */
  mayUseDropFolder: boolean
  /** Of a source that exists: what its entity is called is fixed, and files are uploaded in its details. */
  isNew: boolean
}

/** Which file is read, and into which entity. */
export function FileSourceFields({ draft, onChange, problems, mayUseDropFolder, isNew }: Props) {
  const t = useTranslations('dataSources')
  return (
    <>
      {isNew && mayUseDropFolder && (
        <Field label={t('from')}>
          <RadioGroup
            value={draft.from}
            onChange={(_, { value }) => onChange({ from: value === 'path' ? 'path' : 'upload' })}
          >
            <Radio value="upload" label={t('fromUpload')} />
            <Radio value="path" label={t('fromPath')} />
          </RadioGroup>
        </Field>
      )}
      {draft.from === 'path' && (
        <Field required label={t('path')} hint={t('pathHint')} validationMessage={problems.path}>
          <Input
            value={draft.path}
            spellCheck={false}
            disabled={!mayUseDropFolder}
            onChange={(_, { value }) => onChange({ path: value })}
          />
        </Field>
      )}
      {draft.from === 'upload' && isNew && (
        <FileField
          label={t('file')}
          hint={t('fileHint')}
          action={t('chooseFile')}
          file={draft.file}
          onChange={file => onChange({ file })}
        />
      )}
      {isNew && (
        <Field required label={t('entityName')} hint={t('entityNameHint')} validationMessage={problems.entityName}>
          <Input
            value={entityNameOf(draft)}
            spellCheck={false}
            onChange={(_, { value }) => onChange({ entityName: value === '' ? undefined : value })}
          />
        </Field>
      )}
      <Field label={t('primaryKey')} hint={t('primaryKeyHint')} validationMessage={problems.primaryKey}>
        <Input
          value={draft.primaryKey}
          spellCheck={false}
          onChange={(_, { value }) => onChange({ primaryKey: value })}
        />
      </Field>
    </>
  )
}
