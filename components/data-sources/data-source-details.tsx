'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { formatOf } from '#components/data-sources/draft.ts'
import { FileField } from '#components/data-sources/file-field.tsx'
import { RefreshList } from '#components/data-sources/refresh-list.tsx'
import { SourceStatus } from '#components/data-sources/source-status.tsx'
import { useSourceCommands } from '#components/data-sources/use-source-commands.tsx'
import { CodeBox } from '#components/insights/code-box.tsx'
import { ErrorBar } from '#components/insights/error-bar.tsx'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { Figure } from '#components/insights/figure.tsx'
import { Recipe } from '#components/insights/recipe.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { Pane } from '#components/page/pane.tsx'
import { PaneCommands } from '#components/page/pane-commands.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { useDetails } from '#components/page/use-details.ts'
import { useWrite } from '#components/use-write.ts'
import type { DataSourceView } from '#lib/insights/data-sources/view.ts'

type Props = {
  dataSourceId: string
  /** As the list has it, until the details are read. */
  listed: DataSourceView | undefined
  onClose: () => void
  onEdit: () => void
}

export function DataSourceDetails({ dataSourceId, listed, onClose, onEdit }: Props) {
  const t = useTranslations('dataSources')
  const paths = usePaths()
  const { details: source, error, leave } = useDetails<DataSourceView>(paths.dataSource(dataSourceId), listed, onClose)
  return (
    <Pane title={source?.friendlyName ?? t('one')} onClose={onClose}>
      <ProblemBar problem={error} />
      {source && <Shown source={source} onEdit={onEdit} onDelete={leave} />}
    </Pane>
  )
}

type ShownProps = { source: DataSourceView; onEdit: () => void; onDelete: () => void }

function Shown({ source, onEdit, onDelete }: ShownProps) {
  const t = useTranslations('dataSources')
  const insights = useTranslations('insights')
  const common = useTranslations('common')
  const { can } = useAccess()
  const paths = usePaths()
  const commands = useSourceCommands()
  const mayWrite = can('datasources.write')
  const isUploaded = source.kind === 'file' && !(source.path ?? source.pattern ?? source.url)
  return (
    <>
      {mayWrite && <PaneCommands actions={commands(source, { onEdit, onDelete })} />}
      <ErrorBar error={source.error} hint={source.rows === null ? undefined : t('keptRows')} />
      {isUploaded && !source.uploaded && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('notUploaded')}</MessageBarBody>
        </MessageBar>
      )}
      <Figure value={source.rows} label={insights('rows')} />
      <Facts>
        <Fact name={common('status')}>
          <SourceStatus source={source} />
        </Fact>
        <Fact name={insights('lastRefreshed')}>
          {source.lastRefresh ? <ExactTime at={source.lastRefresh} /> : common('never')}
        </Fact>
        <Fact name={insights('uniqueName')}>{source.name}</Fact>
        <Fact name={insights('kind')}>{t(`kinds.${source.kind}`)}</Fact>
        <Fact name={t('format')}>{source.format && t(`formats.${source.format}`)}</Fact>
        <Fact name={t('path')}>{source.path}</Fact>
        <Fact name={t('pattern')}>{source.pattern}</Fact>
        <Fact name={t('url')}>{source.url}</Fact>
        <Fact name={t('tableName')}>{source.table}</Fact>
        <Fact name={t('queryText')}>{source.query && <CodeBox label={t('queryText')} code={source.query} />}</Fact>
        <Fact name={t('freshness')}>{source.freshness && t('freshAs', source.freshness)}</Fact>
        <Fact name={insights('entity')}>{source.entityName}</Fact>
        <Fact name={t('primaryKey')}>{source.primaryKey}</Fact>
        <Fact name={t('watermark')}>{source.incremental?.watermark}</Fact>
      </Facts>
      {source.kind === 'file' && mayWrite && <Upload source={source} />}
      <PaneSection title={t('recent')}>
        <RefreshList dataSourceId={source.dataSourceId} />
      </PaneSection>
      {source.kind === 'external' && (
        <PaneSection title={insights('recipe')}>
          <Recipe path={paths.dataSource(source.dataSourceId)} example={{ status: 'successful', rows: 5000 }} />
        </PaneSection>
      )}
    </>
  )
}

function Upload({ source: { dataSourceId, friendlyName, path, pattern, url } }: { source: DataSourceView }) {
  const before = path ?? pattern ?? url
  const t = useTranslations('dataSources')
  const paths = usePaths()
  const { write, pending } = useWrite('toast')
  const upload = (file: File) =>
    write(() => send('PUT', uploadPath(paths.dataSourceFile(dataSourceId), file), file), {
      done: t('uploadDone', { name: friendlyName }),
      changes: paths.all,
    })
  return (
    <FileField
      file={undefined}
      onChange={upload}
      action={t('uploadNew')}
      hint={before ? t('uploadInstead', { path: before }) : undefined}
      pending={pending}
    />
  )
}

/** A file whose name tells its format changes that of the source. */
function uploadPath(path: string, { name }: File): string {
  const format = formatOf(name)
  return format ? `${path}?format=${format}` : path
}
