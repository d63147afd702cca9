'use client'

import { Caption1, Link, Spinner } from '@fluentui/react-components'
import { KeyResetRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { CopyField } from '#components/page/copy-field.tsx'
import { Pane } from '#components/page/pane.tsx'
import { PaneCommands } from '#components/page/pane-commands.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { useDetails } from '#components/page/use-details.ts'
import { CannotFireBars } from '#components/power-automate/cannot-fire.tsx'
import { PAGES } from '#components/power-automate/paths.ts'
import { SubscriptionStatus } from '#components/power-automate/subscription-status.tsx'
import { useListensTo } from '#components/power-automate/use-listens-to.ts'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useSubscriptionActions } from '#components/power-automate/use-subscription-actions.tsx'
import type { Messages } from '#lib/i18n/messages.ts'
import type { HookView } from '#lib/subscriptions/view.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

const SecretDialog = dynamic(() => import('#components/power-automate/secret-dialog.tsx').then(m => m.SecretDialog))

type Words = Messages['powerAutomate']

type Props = {
  hookId: string
  /** As the list has it, to be shown at once. */
  listed: HookView | undefined
  onClose: () => void
}

export function SubscriptionDetails({ hookId, listed, onClose }: Props) {
  const common = useTranslations('common')
  const t = useTranslations('powerAutomate')
  const { details: hook, error, leave } = useDetails<HookView>(usePaths().hook(hookId), listed, onClose)
  return (
    <Pane title={hook ? t(`triggerName.${hook.trigger as Trigger}`) : t('subscription')} onClose={onClose}>
      <ProblemBar problem={error} />
      {!hook && !error && <Spinner label={common('loading')} />}
      {hook && <Shown hook={hook} onRemoving={leave} />}
    </Pane>
  )
}

function Shown({ hook, onRemoving }: { hook: HookView; onRemoving: () => void }) {
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const { actions, dialog } = useSubscriptionActions(onRemoving)
  const [rotating, setRotating] = useState(false)
  const rotate = { title: t('rotateSecret'), icon: <KeyResetRegular />, onSelect: () => setRotating(true) }
  const { object, threshold } = useListensTo()(hook)
  const { onlyOnStateChange, submissionKind, status } = hook.parameters
  return (
    <>
      {actions && <PaneCommands actions={[...actions(hook), rotate]} />}
      {dialog}
      {rotating && <SecretDialog hookId={hook.id} onClose={() => setRotating(false)} />}
      <CannotFireBars hook={hook} />
      <Facts>
        <Fact name={common('status')}>
          <SubscriptionStatus hook={hook} />
        </Fact>
        <Fact name={t('since')}>
          <ExactTime at={hook.statusSince} />
        </Fact>
        <Fact name={t('askedAgain')}>{hook.nextProbeAt && <ExactTime at={hook.nextProbeAt} />}</Fact>
        <Fact name={t('listensTo')}>{object}</Fact>
        <Fact name={t('threshold')}>{threshold}</Fact>
        <Fact name={t('onlyOnStateChange')}>{onlyOnStateChange && common('yes')}</Fact>
        <Fact name={t('submissionKind')}>
          {submissionKind && t(`submissionKinds.${submissionKind as keyof Words['submissionKinds']}`)}
        </Fact>
        <Fact name={t('outcomeFilter')}>
          {status && t(`executionStatus.${status as keyof Words['executionStatus']}`)}
        </Fact>
        <Fact name={t('callbackHost')}>{hook.callbackHost}</Fact>
        <Fact name={t('owner')}>
          {hook.owner.name} <Caption1>({t(`ownerKind.${hook.owner.type}`)})</Caption1>
        </Fact>
        <Fact name={t('oldSecretUntil')}>
          {hook.previousSecretUntil && <ExactTime at={hook.previousSecretUntil} />}
        </Fact>
        <Fact name={common('created')}>
          <ExactTime at={hook.createdAt} />
        </Fact>
        <Fact name={t('lastDelivery')}>
          {hook.lastDeliveryAt ? <ExactTime at={hook.lastDeliveryAt} /> : common('never')}
        </Fact>
        <Fact name={t('rateLimit')}>{hook.rateLimit && t('callbacksPerSecond', { count: hook.rateLimit })}</Fact>
        <Fact name={t('answer')}>{hook.lastStatusCode}</Fact>
        <Fact name={t('failures')}>{hook.consecutiveFailures > 0 && hook.consecutiveFailures}</Fact>
      </Facts>
      <Link href={`${PAGES.deliveries}?hookId=${hook.id}`}>{t('seeDeliveries')}</Link>
      <CopyField label={t('id')} value={hook.id} />
    </>
  )
}
