'use client'

import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { NavigationRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { NavigationList } from '#components/frame/navigation-list.tsx'

const useStyles = makeStyles({
  root: {
    position: 'sticky',
    top: '48px',
    alignSelf: 'flex-start',
    boxSizing: 'border-box',
    width: '220px',
    height: 'calc(100dvh - 48px)',
    overflowY: 'auto',
    flexShrink: 0,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground4,
    '@media (max-width: 640px)': { display: 'none' },
  },
  closed: { width: '48px' },
  toggle: { margin: '6px 8px' },
})

/** The navigation beside the page; closed, it is a rail of icons. */
export function Navigation({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  const styles = useStyles()
  const t = useTranslations('frame')
  return (
    <nav aria-label={t('navigation')} className={mergeClasses(styles.root, !open && styles.closed)}>
      <Button
        appearance="subtle"
        className={styles.toggle}
        icon={<NavigationRegular />}
        aria-label={open ? t('closeNavigation') : t('openNavigation')}
        aria-expanded={open}
        onClick={onToggle}
      />
      <NavigationList rail={!open} onExpand={onToggle} />
    </nav>
  )
}
