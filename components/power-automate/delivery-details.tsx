'use client'

import { Link, Spinner } from '@fluentui/react-components'
import { ArrowRepeatAllRegular } from '@fluentui/react-icons'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { type ApiProblem, send } from '#components/api.ts'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { CopyField } from '#components/page/copy-field.tsx'
import { Pane } from '#components/page/pane.tsx'
import { PaneCommands } from '#components/page/pane-commands.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { Attempts } from '#components/power-automate/attempts.tsx'
import { DeliveryStatus, EventName, useDeliveryReason } from '#components/power-automate/delivery-status.tsx'
import { JsonText } from '#components/power-automate/json-text.tsx'
import { PAGES } from '#components/power-automate/paths.ts'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import type { DeliveryDetail, DeliveryView } from '#lib/deliveries/view.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

type Props = {
  deliveryId: string
  /** As the list has it, to be shown at once. */
  listed: DeliveryView | undefined
  onClose: () => void
}

export function DeliveryDetails({ deliveryId, listed, onClose }: Props) {
  const common = useTranslations('common')
  const t = useTranslations('powerAutomate')
  const { data: details, error } = useSWR<DeliveryDetail, ApiProblem>(usePaths().delivery(deliveryId))
  const delivery = details ?? listed
  return (
    <Pane title={delivery ? t(`triggerName.${delivery.eventType as Trigger}`) : t('event')} onClose={onClose}>
      <ProblemBar problem={error} />
      {delivery && <Summary delivery={delivery} />}
      {!details && !error && <Spinner label={common('loading')} />}
      {details && <Content delivery={details} />}
    </Pane>
  )
}

function Summary({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations('powerAutomate')
  const reason = useDeliveryReason()
  const common = useTranslations('common')
  const { can } = useAccess()
  const paths = usePaths()
  const { write, pending } = useWrite('toast')
  const replay = () =>
    write(() => send('POST', `${paths.delivery(delivery.id)}/replay`), {
      done: t('replayed'),
      changes: [paths.allDeliveries],
    })
  const command = {
    title: t('replay'),
    icon: <ArrowRepeatAllRegular />,
    onSelect: replay,
    disabled: pending || delivery.status === 'sending',
  }
  return (
    <>
      {can('deliveries.replay') && <PaneCommands actions={[command]} />}
      <Facts>
        <Fact name={t('event')}>
          <EventName delivery={delivery} />
        </Fact>
        <Fact name={common('status')}>
          <DeliveryStatus status={delivery.status} />
        </Fact>
        <Fact name={t('reason')}>{reason(delivery)}</Fact>
        <Fact name={t('error')}>{delivery.error}</Fact>
        <Fact name={t('time')}>
          <ExactTime at={delivery.createdAt} />
        </Fact>
        <Fact name={t('settled')}>{delivery.settledAt && <ExactTime at={delivery.settledAt} />}</Fact>
        <Fact name={t('nextAttempt')}>{delivery.nextAttemptAt && <ExactTime at={delivery.nextAttemptAt} />}</Fact>
        <Fact name={t('subscription')}>
          <Link href={`${PAGES.subscriptions}?subscription=${delivery.hookId}`}>{delivery.callbackHost}</Link>
        </Fact>
      </Facts>
    </>
  )
}

function Content({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTranslations('powerAutomate')
  return (
    <>
      <PaneSection title={t('attempts')}>
        <Attempts attempts={delivery.attempts} />
      </PaneSection>
      <PaneSection title={t('payload')}>
        <JsonText label={t('payload')} value={delivery.event} />
      </PaneSection>
      <CopyField label={t('deliveryId')} value={delivery.id} />
      <CopyField label={t('eventId')} value={delivery.eventId} />
    </>
  )
}
