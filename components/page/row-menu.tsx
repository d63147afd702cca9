'use client'

import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { MoreVerticalRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import { useTranslations } from 'use-intl/react'

export type RowAction = { title: string; icon: ReactElement; onSelect: () => void; disabled?: boolean }

/** What can be done with one row. `name` is the row's, for those who cannot see which row it is. */
export function RowMenu({ name, actions }: { name: string; actions: RowAction[] }) {
  const t = useTranslations('common')
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          appearance="subtle"
          icon={<MoreVerticalRegular />}
          menuIcon={null}
          aria-label={t('moreActions', { name })}
        />
      </MenuTrigger>
      <MenuPopover>
        {/* First the menu gives the focus back to its button: what the action opens gives it back there in turn. */}
        <MenuList>
          {actions.map(({ title, icon, onSelect, disabled }) => (
            <MenuItem key={title} icon={icon} onClick={() => setTimeout(onSelect)} disabled={disabled ?? false}>
              {title}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
