'use client'

import { Caption1, Caption1Strong, MenuButton, makeStyles } from '@fluentui/react-components'
import { GlobeRegular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { setCookie } from '#components/cookie.ts'
import { ChoiceMenu } from '#components/frame/choice-menu.tsx'
import { INSTANCE_COOKIE } from '#lib/instances/cookie.ts'

const useStyles = makeStyles({
  texts: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    maxWidth: '200px',
    '@media (max-width: 640px)': { display: 'none' },
  },
  name: { maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  button: { minWidth: 'auto', flexShrink: 1 },
})

export function EnvironmentPicker({ instances }: { instances: { id: string; name: string }[] }) {
  const styles = useStyles()
  const t = useTranslations('frame')
  const { instance } = useAccess()
  const router = useRouter()
  const choose = (id: string) => {
    setCookie(INSTANCE_COOKIE, id)
    // Without the query: what it names belongs to the environment that is being left.
    router.replace(location.pathname)
    router.refresh()
  }
  return (
    <ChoiceMenu
      options={instances.map(({ id, name }) => ({ value: id, title: name }))}
      chosen={instance.id}
      onChoose={choose}
    >
      <MenuButton
        appearance="subtle"
        className={styles.button}
        icon={<GlobeRegular />}
        menuIcon={null}
        aria-label={t('chooseEnvironment', { name: instance.name })}
      >
        <span className={styles.texts}>
          <Caption1>{t('environment')}</Caption1>
          <Caption1Strong className={styles.name}>{instance.name}</Caption1Strong>
        </span>
      </MenuButton>
    </ChoiceMenu>
  )
}
