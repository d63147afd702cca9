'use client'

import {
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
import { send, stopReading } from '#components/api.ts'

const useStyles = makeStyles({
  initials: {
    display: 'grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '28px',
    height: '28px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: tokens.fontSizeBase200,
    lineHeight: 1,
    fontWeight: tokens.fontWeightSemibold,
  },
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
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={
            <span className={styles.initials} aria-hidden>
              {initialsOf(person.name)}
            </span>
          }
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
          <MenuItem icon={<SignOutRegular />} onClick={() => void signOut()}>
            {t('signOut')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

// Of the first and the last word; of an e-mail address its first letter.
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words.at(0), words.at(-1)] : words
  return ends.map(word => [...(word ?? '')][0]?.toUpperCase()).join('')
}

/** By a form, so that the page is left with the answer: a page that stays would go on reading, and be refused. */
async function signOut() {
  const { csrfToken } = await send<{ csrfToken: string }>('GET', '/api/auth/csrf')
  const form = Object.assign(document.createElement('form'), { method: 'post', action: '/api/auth/signout' })
  for (const [name, value] of Object.entries({ csrfToken, callbackUrl: '/sign-in' })) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  }
  document.body.append(form)
  stopReading()
  form.submit()
}
