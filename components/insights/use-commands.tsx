'use client'

import {
  ArrowClockwiseRegular,
  DeleteRegular,
  EditRegular,
  PauseCircleRegular,
  PlayCircleRegular,
} from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { useRefresh } from '#components/insights/use-refresh.ts'
import { useRemoval } from '#components/insights/use-removal.tsx'
import type { RowAction } from '#components/page/row-menu.tsx'
import type { Page } from '#components/use-pages.ts'
import { useWrite } from '#components/use-write.ts'
import type { HookView } from '#lib/subscriptions/view.ts'
import type { ThresholdView } from '#lib/triggers/threshold-view.ts'

/** A segment or measure, as far as its commands care. */
export type Evaluated = { name: string; title: string; kind: string; state: 'active' | 'inactive' }

type Hands = { onEdit: () => void; onDelete?: () => void }

/** What can be done with one segment or measure: the same in its row and in its details. */
export function useCommands(of: 'segment' | 'measure') {
  const t = useTranslations('insights')
  const common = useTranslations('common')
  const paths = usePaths()
  const { can } = useAccess()
  const { write, pending } = useWrite('toast')
  const { refresh } = useRefresh(of === 'segment' ? 'segmentation' : 'measures')
  const removal = useRemoval()

  const setState = ({ name, title, state }: Evaluated) =>
    write(() => send('PUT', `${paths[of](name)}/${state === 'active' ? 'deactivate' : 'activate'}`), {
      done: t(state === 'active' ? 'deactivated' : 'activated', { name: title }),
      changes: paths.all,
    })

  const consequences = async (name: string) => {
    const [thresholds, hooks] = await Promise.all([
      send<ThresholdView[]>('GET', paths.thresholds),
      send<Page<HookView>>('GET', paths.hooks),
    ])
    const own = thresholds.filter(threshold => threshold[`${of}Name`] === name).length
    const listening = hooks.value.filter(hook => hook.parameters[`${of}Name`] === name).length
    return [
      t('deleteHistory'),
      ...(own > 0 ? [t('deleteThresholds', { count: own })] : []),
      ...(listening > 0 ? [t('deleteHooks', { count: listening })] : []),
    ]
  }

  const remove = ({ name, title }: Evaluated, onDelete?: () => void) =>
    removal({ path: paths[of](name), name: title, consequences: () => consequences(name), onDelete })

  return (item: Evaluated, { onEdit, onDelete }: Hands): RowAction[] => [
    ...(item.kind === 'sql' && !can('sql.write')
      ? []
      : [{ title: common('edit'), icon: <EditRegular />, onSelect: onEdit }]),
    ...(item.kind === 'external'
      ? []
      : [{ title: common('refresh'), icon: <ArrowClockwiseRegular />, onSelect: () => refresh([item.name]) }]),
    {
      title: t(item.state === 'active' ? 'deactivate' : 'activate'),
      icon: item.state === 'active' ? <PauseCircleRegular /> : <PlayCircleRegular />,
      disabled: pending,
      onSelect: () => setState(item),
    },
    { title: t('delete'), icon: <DeleteRegular />, onSelect: () => remove(item, onDelete) },
  ]
}
