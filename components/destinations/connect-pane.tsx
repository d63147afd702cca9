'use client'

import { Button, Link, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular, OpenRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { KeyMaker } from '#components/destinations/key-maker.tsx'
import type { Deployment } from '#components/destinations/set-up-pane.tsx'
import { TestEvent } from '#components/destinations/test-event.tsx'
import { UnreachableBar } from '#components/destinations/unreachable-bar.tsx'
import { CopyField } from '#components/page/copy-field.tsx'
import { Pane } from '#components/page/pane.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { PAGES } from '#components/power-automate/paths.ts'
import type { DestinationInfo } from '#lib/destinations/destinations.ts'

const useStyles = makeStyles({
  steps: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
  },
  step: { paddingLeft: tokens.spacingHorizontalXS },
  text: { margin: `0 0 ${tokens.spacingVerticalS}` },
  links: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
})

type Props = { deployment: Deployment; destination: DestinationInfo; onClose: () => void }

/** What a flow maker needs: the connector's definition, the address, a key; and a way to try it without a flow. */
export function ConnectPane({ deployment, destination, onClose }: Props) {
  const styles = useStyles()
  const t = useTranslations('destinations')
  const common = useTranslations('common')
  const simulator = useTranslations('simulator')
  const footer = (
    <>
      <Button
        as="a"
        appearance="primary"
        icon={<OpenRegular />}
        iconPosition="after"
        href="https://make.powerautomate.com/"
        target="_blank"
        rel="noopener noreferrer"
      >
        {t('openPowerAutomate')}
      </Button>
      <Button onClick={onClose}>{common('close')}</Button>
    </>
  )
  return (
    <Pane title={t('setUpTitle', { name: t('powerAutomate') })} onClose={onClose} footer={footer} holdsInput>
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>{t('connected', { name: destination.displayName })}</MessageBarBody>
      </MessageBar>
      <UnreachableBar deployment={deployment} />
      <PaneSection title={t('steps')}>
        <ol className={styles.steps}>
          <li className={styles.step}>
            <p className={styles.text}>{t('stepDefinition')}</p>
            <Button as="a" icon={<ArrowDownloadRegular />} href="/api/connector/apiDefinition.swagger.json" download>
              {t('download')}
            </Button>
          </li>
          <li className={styles.step}>
            <p className={styles.text}>{t('stepKey')}</p>
            <KeyMaker />
          </li>
          <li className={styles.step}>{t('stepFlow')}</li>
        </ol>
        <CopyField label={t('address')} value={deployment.address} />
      </PaneSection>
      <PaneSection title={t('test')}>
        <TestEvent destinationId={destination.destinationId} />
      </PaneSection>
      {deployment.hasSimulator && (
        <PaneSection title={simulator('setUp')}>
          <p className={styles.text}>{simulator('setUpText')}</p>
          <Link href={`${PAGES.subscriptions}?simulate=`}>{simulator('simulate')}</Link>
        </PaneSection>
      )}
      <PaneSection title={t('next')}>
        <ul className={styles.links}>
          <li>
            <Link href={PAGES.overview}>{t('nextOverview')}</Link>
          </li>
          <li>
            <Link href={PAGES.thresholds}>{t('nextThresholds')}</Link>
          </li>
          <li>
            <Link href={PAGES.subscriptions}>{t('nextSubscriptions')}</Link>
          </li>
        </ul>
      </PaneSection>
    </Pane>
  )
}
