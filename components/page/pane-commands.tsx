'use client'

import { makeStyles, Toolbar, ToolbarButton } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import type { RowAction } from '#components/page/row-menu.tsx'

const useStyles = makeStyles({ root: { flexWrap: 'wrap', padding: 0, marginLeft: '-8px' } })

/** What can be done with the thing that a pane shows. */
export function PaneCommands({ actions }: { actions: RowAction[] }) {
  const styles = useStyles()
  const t = useTranslations('frame')
  return (
    <Toolbar className={styles.root} aria-label={t('commands')}>
      {actions.map(({ title, icon, onSelect, disabled }) => (
        <ToolbarButton key={title} icon={icon} disabledFocusable={disabled ?? false} onClick={onSelect}>
          {title}
        </ToolbarButton>
      ))}
    </Toolbar>
  )
}
