'use client'

import { ToolbarButton, Tooltip } from '@fluentui/react-components'
import { AddRegular, ArrowClockwiseRegular, ArrowSyncRegular, DismissRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { type Operation, useRefresh } from '#components/insights/use-refresh.ts'

type Props = {
  /** "New segment", and what it does. */
  add: { title: string; onClick: () => void }
  operation: Operation
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  /** Nothing there to refresh. */
  empty: boolean
}

/** The commands of a list of data sources, segments or measures, for those who may change them. */
export function ListCommands({ add, operation, selected, onSelect, empty }: Props) {
  const t = useTranslations('insights')
  const common = useTranslations('common')
  const { refresh, pending } = useRefresh(operation)
  const refreshSelected = async () => {
    const { ok } = await refresh([...selected])
    if (ok) onSelect(new Set())
  }
  return (
    <>
      <ToolbarButton icon={<AddRegular />} onClick={add.onClick}>
        {add.title}
      </ToolbarButton>
      <Tooltip
        relationship="description"
        content={t('selectToRefresh')}
        visible={selected.size === 0 ? undefined : false}
      >
        <ToolbarButton
          icon={<ArrowClockwiseRegular />}
          disabledFocusable={selected.size === 0 || pending}
          onClick={refreshSelected}
        >
          {common('refresh')}
        </ToolbarButton>
      </Tooltip>
      <ToolbarButton icon={<ArrowSyncRegular />} disabledFocusable={empty || pending} onClick={() => refresh()}>
        {t('refreshAll')}
      </ToolbarButton>
      {selected.size > 0 && (
        <ToolbarButton
          icon={<DismissRegular />}
          aria-label={t('clearSelection', { count: selected.size })}
          onClick={() => onSelect(new Set())}
        >
          {t('selected', { count: selected.size })}
        </ToolbarButton>
      )}
    </>
  )
}
