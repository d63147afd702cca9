'use client'

import {
  Avatar,
  Button,
  Caption1,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import { SignOutRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'

const useStyles = makeStyles({
  person: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
})

export function AccountMenu() {
  const styles = useStyles()
  const t = useTranslations('frame')
  const { person, role } = useAccess()
  const signOut = async () => {
    const { signOut } = await import('next-auth/react')
    await signOut({ callbackUrl: '/sign-in' })
  }
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<Avatar name={person.name} size={28} color="brand" aria-hidden />}
          aria-label={t('account', { name: person.name })}
        />
      </MenuTrigger>
      <MenuPopover>
        <div className={styles.person}>
          <Text weight="semibold">{person.name}</Text>
          <Caption1>{person.email}</Caption1>
          <Caption1>{t(`role.${role}`)}</Caption1>
        </div>
        <MenuDivider />
        <MenuList>
          <MenuItem icon={<SignOutRegular />} onClick={signOut}>
            {t('signOut')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
