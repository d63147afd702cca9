'use client'

import {
  ArrowClockwiseRegular,
  DeleteRegular,
  EditRegular,
  PauseCircleRegular,
  PlayCircleRegular,
} from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { useRefresh } from '#components/insights/use-refresh.ts'
import { useRemoval } from '#components/insights/use-removal.tsx'
import type { RowAction } from '#components/page/row-menu.tsx'
import type { Page } from '#components/use-pages.ts'
import { useWrite } from '#components/use-write.ts'
import type { DataSourceView } from '#lib/insights/data-sources/view.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

type Hands = { onEdit: () => void; onDelete?: () => void }

/** What can be done with one data source: the same in its row and in its details. */
export function useSourceCommands() {
  const t = useTranslations('dataSources')
  const insights = useTranslations('insights')
  const common = useTranslations('common')
  const paths = usePaths()
  const { write, pending } = useWrite('toast')
  const { refresh } = useRefresh('ingestion')
  const removal = useRemoval()

  const setActive = ({ dataSourceId, friendlyName }: DataSourceView, isActive: boolean) =>
    write(() => send('PATCH', paths.dataSource(dataSourceId), { isActive }), {
      done: insights(isActive ? 'activated' : 'deactivated', { name: friendlyName }),
      changes: paths.all,
    })

  const consequences = async ({ dataSourceId, entityName }: DataSourceView) => {
    const [segments, measures, hooks] = await Promise.all([
      send<SegmentView[]>('GET', paths.segmentList),
      send<MeasureView[]>('GET', paths.measureList),
      send<Page<HookView>>('GET', paths.hooks),
    ])
    const ownSegments = segments.filter(segment => entityName !== null && segment.entityName === entityName)
    const ownMeasures = measures.filter(
      ({ definition }) => 'entityName' in definition && definition.entityName === entityName,
    )
    const listening = hooks.value.filter(({ parameters }) => parameters.dataSourceId === dataSourceId).length
    return [
      t('deleteText'),
      ...(ownSegments.length > 0
        ? [t('deleteSegments', { names: names(ownSegments.map(one => one.friendlyName)) })]
        : []),
      ...(ownMeasures.length > 0
        ? [t('deleteMeasures', { names: names(ownMeasures.map(one => one.displayName)) })]
        : []),
      ...(listening > 0 ? [insights('deleteHooks', { count: listening })] : []),
    ]
  }

  const remove = (source: DataSourceView, onDelete?: () => void) =>
    removal({
      path: paths.dataSource(source.dataSourceId),
      name: source.friendlyName,
      consequences: () => consequences(source),
      onDelete,
    })

  return (source: DataSourceView, { onEdit, onDelete }: Hands): RowAction[] => [
    { title: common('edit'), icon: <EditRegular />, onSelect: onEdit },
    ...(source.kind === 'external'
      ? []
      : [
          {
            title: common('refresh'),
            icon: <ArrowClockwiseRegular />,
            onSelect: () => refresh([source.dataSourceId]),
          },
        ]),
    {
      title: insights(source.isActive ? 'deactivate' : 'activate'),
      icon: source.isActive ? <PauseCircleRegular /> : <PlayCircleRegular />,
      disabled: pending,
      onSelect: () => setActive(source, !source.isActive),
    },
    { title: insights('delete'), icon: <DeleteRegular />, onSelect: () => remove(source, onDelete) },
  ]
}

const names = (all: string[]) => all.map(name => `“${name}”`).join(', ')
