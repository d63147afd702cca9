'use client'

import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { PeopleCommunityRegular } from '@fluentui/react-icons'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { ReadOnly } from '#components/insights/read-only.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { EmptyState } from '#components/page/empty-state.tsx'
import { LinkTabs } from '#components/page/link-tabs.tsx'
import { Page } from '#components/page/page.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { UNIFY_TABS, type UnifyTab } from '#components/unify/paths.ts'
import { Result } from '#components/unify/result.tsx'
import { RunState } from '#components/unify/run-state.tsx'
import { UnifyCommands } from '#components/unify/unify-commands.tsx'
import { UnifyDraft, useUnify } from '#components/unify/unify-draft.tsx'
import type { Definition } from '#lib/insights/unification/definition.ts'

/** The frame of Map, Match and Merge. */
export const UnifyPage = ({ children }: { children: ReactNode }) => (
  <UnifyDraft>
    <Frame>{children}</Frame>
  </UnifyDraft>
)

function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('unify')
  const path = usePathname()
  const { definition, saved, mayWrite, isChanged, problem } = useUnify()
  const tabs = Object.entries(UNIFY_TABS).map(([tab, href]) => ({ href, title: t(tab as UnifyTab) }))
  return (
    <Page title={t('title')} subtitle={t('subtitle')} commands={mayWrite && definition && <UnifyCommands />}>
      <ReadOnly unless="unification.write" />
      <ProblemBar problem={problem} />
      {isChanged && (
        <MessageBar>
          <MessageBarBody>{t('changed')}</MessageBarBody>
        </MessageBar>
      )}
      {definition ? (
        <>
          <RunState />
          {saved && <Result unification={saved} />}
          <LinkTabs label={t('title')} tabs={tabs} selected={path} />
          {children}
        </>
      ) : (
        <Nothing />
      )}
    </Page>
  )
}

function Nothing() {
  const t = useTranslations('unify')
  const { change, mayWrite } = useUnify()
  const { data: proposal } = useSWR<Definition>(usePaths().unificationProposal)
  const isPossible = proposal !== undefined && proposal.map.length > 0
  const begin = mayWrite && isPossible && (
    <Button appearance="primary" onClick={() => change(proposal)}>
      {t('begin')}
    </Button>
  )
  return (
    <EmptyState icon={<PeopleCommunityRegular />} title={t('emptyTitle')} action={begin}>
      {isPossible ? t('emptyText') : t('noEntities')}
    </EmptyState>
  )
}
