'use client'

import { Button, Caption1, Card, Link, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { useId } from 'react'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { DestinationIcon } from '#components/destinations/destination-icon.tsx'
import { StatusBadge } from '#components/page/status-badge.tsx'
import { PAGES } from '#components/power-automate/paths.ts'

const useStyles = makeStyles({
  card: { height: '100%', boxSizing: 'border-box', padding: tokens.spacingHorizontalL, gap: tokens.spacingVerticalM },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { margin: 0, display: 'block' },
  quiet: { color: tokens.colorNeutralForeground3 },
  sentence: { margin: 0, flexGrow: 1, color: tokens.colorNeutralForeground2 },
  state: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  setUp: { minWidth: 'auto' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
})

type Props = { isSetUp: boolean; onSetUp: () => void }

/** What can be set up, in a sentence, and the way to it. */
export function PowerAutomateTile({ isSetUp, onSetUp }: Props) {
  const styles = useStyles()
  const t = useTranslations('destinations')
  const { can } = useAccess()
  const reason = useId()
  const name = t('powerAutomate')
  const mayNot = !can('destinations.write')
  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <DestinationIcon />
        <div>
          <Subtitle2 as="h2" className={styles.name}>
            {name}
          </Subtitle2>
          <Caption1 className={styles.quiet}>{t('kind')}</Caption1>
        </div>
      </div>
      <p className={styles.sentence}>{t('powerAutomateSentence')}</p>
      {isSetUp && (
        <div className={styles.state}>
          <StatusBadge tone="success">{t('isSetUp')}</StatusBadge>
          <Link href={PAGES.overview} aria-label={t('manageNamed', { name })}>
            {t('manage')}
          </Link>
        </div>
      )}
      {mayNot && (
        <Caption1 id={reason} className={styles.quiet}>
          {t('onlyAdministrators')}
        </Caption1>
      )}
      <div className={styles.foot}>
        <Link href="/help/power-automate">{t('learnMore', { name })}</Link>
        <Button
          className={styles.setUp}
          onClick={onSetUp}
          disabledFocusable={mayNot}
          aria-describedby={mayNot ? reason : undefined}
        >
          {t('setUp')}
        </Button>
      </div>
    </Card>
  )
}
