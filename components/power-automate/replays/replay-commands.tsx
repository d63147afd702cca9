'use client'

import { ToolbarButton } from '@fluentui/react-components'
import { ArrowRepeatAllRegular, CheckboxCheckedRegular, HistoryRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'

type Props = {
  selected: number
  isFiltered: boolean
  isEmpty: boolean
  onSelected: () => void
  onAll: () => void
  onRecent: () => void
}

/** Sending many again: those that are selected, or all that the address shows; and what was replayed lately. */
export function ReplayCommands({ selected, isFiltered, isEmpty, onSelected, onAll, onRecent }: Props) {
  const t = useTranslations('replays')
  const { can } = useAccess()
  return (
    <>
      {can('deliveries.replay') && (
        <>
          {selected > 0 && (
            <ToolbarButton icon={<CheckboxCheckedRegular />} onClick={onSelected}>
              {t('selected', { count: selected })}
            </ToolbarButton>
          )}
          <ToolbarButton icon={<ArrowRepeatAllRegular />} disabledFocusable={isEmpty} onClick={onAll}>
            {t(isFiltered ? 'matching' : 'everything')}
          </ToolbarButton>
        </>
      )}
      <ToolbarButton icon={<HistoryRegular />} onClick={onRecent}>
        {t('recent')}
      </ToolbarButton>
    </>
  )
}
