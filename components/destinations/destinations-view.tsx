'use client'

import { makeStyles, tokens } from '@fluentui/react-components'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import type { ApiProblem } from '#components/api.ts'
import { MyDestinations } from '#components/destinations/my-destinations.tsx'
import type { Deployment } from '#components/destinations/set-up-pane.tsx'
import { PowerAutomateTile } from '#components/destinations/tile.tsx'
import { LinkTabs } from '#components/page/link-tabs.tsx'
import { Page } from '#components/page/page.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { DESTINATIONS } from '#components/power-automate/paths.ts'
import { usePaths } from '#components/power-automate/use-paths.ts'
import type { DestinationInfo } from '#lib/destinations/destinations.ts'

const SetUpPane = dynamic(() => import('#components/destinations/set-up-pane.tsx').then(m => m.SetUpPane))

const MINE = `${DESTINATIONS}?tab=mine`

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 22rem), 1fr))',
    maxWidth: '72rem',
    gap: tokens.spacingHorizontalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
})

export function DestinationsView({ deployment }: { deployment: Deployment }) {
  const styles = useStyles()
  const t = useTranslations('destinations')
  const paths = usePaths()
  const tab = useSearchParams().get('tab') === 'mine' ? MINE : DESTINATIONS
  const { pane, open, close } = usePane('set-up', 'connect')
  const { data: destinations = [], error } = useSWR<DestinationInfo[], ApiProblem>(paths.destinations)
  const tabs = [
    { href: DESTINATIONS, title: t('discover') },
    { href: MINE, title: t('mine') },
  ]
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <LinkTabs label={t('title')} tabs={tabs} selected={tab} />
      <ProblemBar problem={error} />
      {tab === MINE ? (
        <MyDestinations destinations={destinations} onConnect={id => open('connect', id)} />
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: without bullets, Safari takes the role away
        <ul role="list" className={styles.tiles}>
          <li>
            <PowerAutomateTile
              isSetUp={destinations.some(({ kind }) => kind === 'powerAutomate')}
              onSetUp={() => open('set-up', 'power-automate')}
            />
          </li>
        </ul>
      )}
      {pane && (
        <SetUpPane
          deployment={deployment}
          destination={destinations.find(({ destinationId }) => destinationId === pane.value)}
          onConnected={id => open('connect', id)}
          onClose={close}
        />
      )}
    </Page>
  )
}
