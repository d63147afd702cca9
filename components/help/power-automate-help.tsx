'use client'

import { Body1, makeStyles, Subtitle1, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { Page } from '#components/page/page.tsx'
import { DESTINATIONS } from '#components/power-automate/paths.ts'
import { CONSENT_TEXT } from '#lib/destinations/consent.ts'
import { languageOf } from '#lib/i18n/regions.ts'
import { triggerNames } from '#lib/triggers/catalogue.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '75ch' },
  title: { margin: `0 0 ${tokens.spacingVerticalS}` },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
  },
  text: { margin: `${tokens.spacingVerticalM} 0 0` },
})

/** What the tile's "Learn more" leads to. */
export function PowerAutomateHelp() {
  const styles = useStyles()
  const t = useTranslations('help')
  const words = useTranslations('powerAutomate')
  const parent = { title: useTranslations('destinations')('title'), href: DESTINATIONS }
  const locale = languageOf(useLocale())
  return (
    <Page title={t('title')} subtitle={t('subtitle')} parent={parent}>
      <div className={styles.root}>
        <Part title={t('triggers')}>
          <ul className={styles.list}>
            {triggerNames.map(trigger => (
              <li key={trigger}>
                <strong>{words(`triggerName.${trigger}`)}</strong>: {words(`triggerSentence.${trigger}`)}
              </li>
            ))}
          </ul>
          <Body1 as="p" block className={styles.text}>
            {t('triggersNote')}
          </Body1>
        </Part>
        <Part title={t('make')}>
          <ol className={styles.list}>
            <li>{t('steps.setUp')}</li>
            <li>{t('steps.connector')}</li>
            <li>{t('steps.flow')}</li>
            <li>{t('steps.save')}</li>
          </ol>
        </Part>
        <Part title={t('examples')}>
          <ul className={styles.list}>
            <li>{t('example.teams')}</li>
            <li>{t('example.mail')}</li>
            <li>{t('example.report')}</li>
          </ul>
        </Part>
        <Part title={t('delivery')}>
          <ul className={styles.list}>
            <li>{t('deliveries.once')}</li>
            <li>{t('deliveries.retry')}</li>
            <li>{t('deliveries.paused')}</li>
            <li>{t('deliveries.others')}</li>
          </ul>
        </Part>
        <Part title={t('privacy')}>
          <Body1>{CONSENT_TEXT[locale]}</Body1>
        </Part>
      </div>
    </Page>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <section>
      <Subtitle1 as="h2" block className={styles.title}>
        {title}
      </Subtitle1>
      {children}
    </section>
  )
}
