'use client'

import { Button, Field, makeStyles, Text, tokens } from '@fluentui/react-components'
import { DocumentArrowUpRegular } from '@fluentui/react-icons'
import { useRef } from 'react'
import { useFormatter, useTranslations } from 'use-intl/react'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
})

type Props = {
  file: File | undefined
  onChange: (file: File) => void
  /** What the button says. */
  action: string
  label?: string
  hint?: string
  pending?: boolean
}

/** Takes a file from the person's machine. */
export function FileField({ file, onChange, action, label, hint, pending = false }: Props) {
  const styles = useStyles()
  const t = useTranslations('dataSources')
  const format = useFormatter()
  const input = useRef<HTMLInputElement>(null)
  const size = (bytes: number) =>
    bytes < 1e6
      ? format.number(bytes / 1e3, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 })
      : format.number(bytes / 1e6, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 })
  return (
    <Field label={label} hint={hint}>
      {({ 'aria-describedby': describedBy }) => (
        <div className={styles.row}>
          {/* The button stands for the input, which is drawn differently in every browser. */}
          <input
            ref={input}
            type="file"
            accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,.parquet"
            hidden
            onChange={({ target }) => {
              const chosen = target.files?.[0]
              if (chosen) onChange(chosen)
              // So that the same file can be chosen again after it has been changed.
              target.value = ''
            }}
          />
          <Button
            icon={<DocumentArrowUpRegular />}
            aria-describedby={describedBy}
            disabledFocusable={pending}
            onClick={() => input.current?.click()}
          >
            {pending ? t('uploading') : action}
          </Button>
          {file && <Text>{t('fileChosen', { name: file.name, size: size(file.size) })}</Text>}
        </div>
      )}
    </Field>
  )
}
