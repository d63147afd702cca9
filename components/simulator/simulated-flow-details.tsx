'use client'

import { Link, Spinner } from '@fluentui/react-components'
import { DeleteRegular, PlayRegular, SendRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { useConfirm } from '#components/page/confirm.tsx'
import { Pane } from '#components/page/pane.tsx'
import { PaneCommands } from '#components/page/pane-commands.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { useDetails } from '#components/page/use-details.ts'
import { PAGES } from '#components/power-automate/paths.ts'
import { SubscriptionStatus } from '#components/power-automate/subscription-status.tsx'
import { useListensTo } from '#components/power-automate/use-listens-to.ts'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { BehaviourField } from '#components/simulator/behaviour-field.tsx'
import { SimulatedCalls } from '#components/simulator/simulated-calls.tsx'
import { useWrite } from '#components/use-write.ts'
import type { Behaviour } from '#lib/simulator/behaviours.ts'
import type { SimulatedCallView, SimulatedFlowView } from '#lib/simulator/flows.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

type Details = SimulatedFlowView & { calls: SimulatedCallView[] }

export function SimulatedFlowDetails({ flowId, onClose }: { flowId: string; onClose: () => void }) {
  const t = useTranslations('simulator')
  const common = useTranslations('common')
  const { details: flow, error, leave } = useDetails<Details>(usePaths().simulatedFlow(flowId), undefined, onClose)
  return (
    <Pane title={t('flow')} onClose={onClose}>
      <ProblemBar problem={error} />
      {!flow && !error && <Spinner label={common('loading')} />}
      {flow && <Shown flow={flow} onRemoving={leave} />}
    </Pane>
  )
}

function Shown({ flow, onRemoving }: { flow: Details; onRemoving: () => void }) {
  const t = useTranslations('simulator')
  const words = useTranslations('powerAutomate')
  const { can } = useAccess()
  const paths = usePaths()
  const confirm = useConfirm()
  const listensTo = useListensTo()
  const { write, pending } = useWrite('toast')
  const path = paths.simulatedFlow(flow.flowId)
  const changes = [paths.simulatedFlows, paths.hooks, paths.allDeliveries]
  const [hook] = flow.hooks
  const isListening = hook?.status === 'active' || hook?.status === 'failing'

  const behave = (behaviour: Behaviour) =>
    write(() => send('PATCH', path, { behaviour }), { done: t('changed'), changes })
  const test = async () => {
    if (hook) await write(() => send('POST', `${paths.hook(hook.id)}/test`), { done: words('testSent'), changes })
  }
  const resume = async () => {
    if (!hook) return
    const call = () => send('PATCH', paths.hook(hook.id), { status: 'active' })
    await write(call, { done: words('resumed'), changes })
  }
  const remove = async () => {
    if (!(await confirm({ title: t('deleteTitle'), consequence: t('deleteText'), action: t('delete') }))) return
    onRemoving()
    await write(() => send('DELETE', path), { done: t('deleted'), changes })
  }
  const actions = [
    ...(hook && !isListening
      ? [{ title: words('resume'), icon: <PlayRegular />, onSelect: resume, disabled: pending }]
      : []),
    { title: words('sendTest'), icon: <SendRegular />, onSelect: test, disabled: pending || !isListening },
    { title: t('delete'), icon: <DeleteRegular />, onSelect: remove, disabled: pending },
  ]
  return (
    <>
      {can('hooks.write') && <PaneCommands actions={actions} />}
      <BehaviourField value={flow.behaviour} disabled={pending || !can('hooks.write')} onChange={behave} />
      <Facts>
        <Fact name={words('trigger')}>{hook && words(`triggerName.${hook.trigger as Trigger}`)}</Fact>
        <Fact name={words('listensTo')}>{hook && listensTo(hook).object}</Fact>
        <Fact name={t('subscription')}>{hook ? <SubscriptionStatus hook={hook} /> : t('notSubscribed')}</Fact>
      </Facts>
      {hook && <Link href={`${PAGES.subscriptions}?subscription=${hook.id}`}>{t('seeSubscription')}</Link>}
      <PaneSection title={t('calls')}>
        <SimulatedCalls calls={flow.calls} />
      </PaneSection>
    </>
  )
}
