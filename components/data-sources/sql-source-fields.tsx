'use client'

import { Button, Field, makeStyles, Radio, RadioGroup, Textarea, tokens } from '@fluentui/react-components'
import { EditRegular, PlugConnectedAddRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { ChoiceField } from '#components/data-sources/choice-field.tsx'
import { ConnectionDialog } from '#components/data-sources/connection-dialog.tsx'
import type { Draft } from '#components/data-sources/draft.ts'
import { TextField } from '#components/data-sources/text-field.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import type { ConnectionView } from '#lib/insights/connections/connections.ts'

const useStyles = makeStyles({
  commands: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

type Props = { draft: Draft; onChange: (part: Partial<Draft>) => void; problems: Record<string, string> }

/** Which database, and what of it is watched. Connections and queries are for administrators. */
export function SqlSourceFields({ draft, onChange, problems }: Props) {
  const t = useTranslations('dataSources')
  const { can } = useAccess()
  const { data: connections = [] } = useSWR<ConnectionView[]>(usePaths().connections)
  const styles = useStyles()
  const [edited, setEdited] = useState<'new' | ConnectionView>()
  const chosen = connections.find(({ connectionId }) => connectionId === draft.connectionId)
  const mayConnect = can('connections.write')
  const choices = [
    { value: '', title: t('chooseConnection') },
    ...connections.map(({ connectionId, name, host, database }) => ({
      value: connectionId,
      title: t('connectionTitle', { name, host, database }),
    })),
  ]
  return (
    <>
      <ChoiceField
        required
        label={t('connection')}
        value={draft.connectionId}
        choices={choices}
        hint={mayConnect ? undefined : t('connectionHint')}
        problem={problems.connectionId}
        onChange={connectionId => onChange({ connectionId })}
      />
      {mayConnect && (
        <div className={styles.commands}>
          <Button icon={<PlugConnectedAddRegular />} onClick={() => setEdited('new')}>
            {t('addConnection')}
          </Button>
          {chosen && (
            <Button icon={<EditRegular />} onClick={() => setEdited(chosen)}>
              {t('editConnection', { name: chosen.name })}
            </Button>
          )}
        </div>
      )}
      {edited && (
        <ConnectionDialog
          connection={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={connectionId => {
            setEdited(undefined)
            onChange({ connectionId })
          }}
        />
      )}
      {mayConnect && (
        <Field label={t('read')}>
          <RadioGroup
            layout="horizontal"
            value={draft.read}
            onChange={(_, { value }) => onChange({ read: value === 'query' ? 'query' : 'table' })}
          >
            <Radio value="table" label={t('table')} />
            <Radio value="query" label={t('query')} />
          </RadioGroup>
        </Field>
      )}
      {draft.read === 'table' ? (
        <TextField
          required
          label={t('tableName')}
          hint={t('tableHint')}
          problem={problems.table}
          value={draft.table}
          onChange={table => onChange({ table })}
        />
      ) : (
        <Field required label={t('queryText')} hint={t('queryHint')} validationMessage={problems.query}>
          <Textarea
            value={draft.query}
            rows={8}
            resize="vertical"
            textarea={{ spellCheck: false, autoCapitalize: 'off', autoComplete: 'off' }}
            onChange={(_, { value }) => onChange({ query: value })}
          />
        </Field>
      )}
    </>
  )
}
