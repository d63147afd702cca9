'use client'

import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { ChoiceField } from '#components/data-sources/choice-field.tsx'
import { type Draft, FORMATS, formatOf, PLACES } from '#components/data-sources/draft.ts'
import { FileField } from '#components/data-sources/file-field.tsx'
import { TextField } from '#components/data-sources/text-field.tsx'
import { UrlFields } from '#components/data-sources/url-fields.tsx'

type Props = {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  problems: Record<string, string>
  /** The drop folder is for deployment administrators only. */
  mayUseDropFolder: boolean
  /** Of a source that exists, files are uploaded in its details. */
  isNew: boolean
}

/** Which files are read. */
export function FileSourceFields({ draft, onChange, problems, mayUseDropFolder, isNew }: Props) {
  const t = useTranslations('dataSources')
  const places = PLACES.filter(
    place => mayUseDropFolder || place === draft.from || place === 'upload' || place === 'url',
  )
  const named = (part: Partial<Draft>, name: string) => onChange({ ...part, format: formatOf(name) ?? draft.format })
  return (
    <>
      <Field label={t('from')}>
        <RadioGroup
          value={draft.from}
          onChange={(_, { value }) => onChange({ from: places.find(place => place === value) ?? 'upload' })}
        >
          {places.map(place => (
            <Radio key={place} value={place} label={t(`places.${place}`)} />
          ))}
        </RadioGroup>
      </Field>
      {draft.from === 'upload' && isNew && (
        <FileField
          label={t('file')}
          hint={t('fileHint')}
          action={t('chooseFile')}
          file={draft.file}
          onChange={file => named({ file }, file.name)}
        />
      )}
      {(draft.from === 'path' || draft.from === 'pattern') && (
        <TextField
          required
          label={t(draft.from)}
          hint={t(draft.from === 'path' ? 'pathHint' : 'patternHint')}
          problem={problems[draft.from]}
          value={draft[draft.from]}
          disabled={!mayUseDropFolder}
          onChange={value => named({ [draft.from]: value }, value)}
        />
      )}
      {draft.from === 'url' && (
        <UrlFields draft={draft} onChange={onChange} onUrl={url => named({ url }, url)} problems={problems} />
      )}
      <ChoiceField
        label={t('format')}
        value={draft.format}
        choices={FORMATS.map(value => ({ value, title: t(`formats.${value}`) }))}
        hint={t(`formatHints.${draft.format}`)}
        problem={problems.format}
        onChange={format => onChange({ format })}
      />
    </>
  )
}
