'use client'

import { ToolbarButton, Tooltip } from '@fluentui/react-components'
import { AddRegular, ArrowClockwiseRegular, ArrowSyncRegular, DismissRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { useRefresh } from '#components/insights/use-refresh.ts'
import type { JobOperation } from '#lib/insights/jobs/schema.ts'

type Props = {
  /** "New segment", and what it does. */
  add: { title: string; onClick: () => void }
  operation: JobOperation
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  /** Keys of the rows that are refreshed here. */
  refreshable: string[]
}

/** The commands of a list of data sources, segments or measures, for those who may change them. */
export function ListCommands({ add, operation, selected, onSelect, refreshable }: Props) {
  const t = useTranslations('insights')
  const common = useTranslations('common')
  const { refresh, pending } = useRefresh(operation)
  const chosen = refreshable.filter(key => selected.has(key))
  const refreshChosen = async () => {
    const { ok } = await refresh(chosen)
    if (ok) onSelect(new Set())
  }
  const why = selected.size === 0 ? t('selectToRefresh') : chosen.length === 0 ? t('refreshedElsewhere') : undefined
  const refreshButton = (
    <ToolbarButton
      icon={<ArrowClockwiseRegular />}
      disabledFocusable={chosen.length === 0 || pending}
      onClick={refreshChosen}
    >
      {common('refresh')}
    </ToolbarButton>
  )
  return (
    <>
      <ToolbarButton icon={<AddRegular />} onClick={add.onClick}>
        {add.title}
      </ToolbarButton>
      {why ? (
        <Tooltip relationship="description" content={why}>
          {refreshButton}
        </Tooltip>
      ) : (
        refreshButton
      )}
      <ToolbarButton
        icon={<ArrowSyncRegular />}
        disabledFocusable={refreshable.length === 0 || pending}
        onClick={() => refresh()}
      >
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
