'use client'

import { Field, Select } from '@fluentui/react-components'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { FormPane } from '#components/page/form-pane.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { watchedOf } from '#components/power-automate/watched.ts'
import { BehaviourField } from '#components/simulator/behaviour-field.tsx'
import { useWrite } from '#components/use-write.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'
import type { Behaviour } from '#lib/simulator/behaviours.ts'
import type { SimulatedFlowView } from '#lib/simulator/flows.ts'
import { type Trigger, triggerNames } from '#lib/triggers/catalogue.ts'

const WATCHED: Partial<Record<Trigger, 'segment' | 'measure'>> = {
  'segment-threshold-crossed': 'segment',
  'measure-threshold-crossed': 'measure',
}

/** Makes a flow, and has it subscribe as a flow engine does: by its address, at the connector's API. */
export function SimulatePane({ onMade, onClose }: { onMade: (flowId: string) => void; onClose: () => void }) {
  const t = useTranslations('simulator')
  const words = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const paths = usePaths()
  const { data: segments = [] } = useSWR<SegmentView[]>(paths.segments)
  const { data: measures = [] } = useSWR<MeasureView[]>(paths.measures)
  const { write, pending, problem } = useWrite('form')
  const [trigger, setTrigger] = useState<Trigger>('full-refresh-completed')
  const [key, setKey] = useState('')
  const [behaviour, setBehaviour] = useState<Behaviour>('accepts')
  const [checked, setChecked] = useState(false)

  const kind = WATCHED[trigger]
  const watched = watchedOf(segments, measures).filter(one => one.kind === kind)
  const object = watched.find(one => one.key === key)
  const isMissing = checked && kind !== undefined && !object
  const make = async () => {
    setChecked(true)
    if (kind && !object) return
    const call = async () => {
      const flow = await send<SimulatedFlowView>('POST', paths.simulatedFlows, { behaviour })
      try {
        const { notificationUrl } = flow
        await send('POST', paths.hook(trigger), { notificationUrl, ...(object && { [`${kind}Name`]: object.name }) })
      } catch (problem) {
        // A flow without a subscription would hear nothing.
        await send('DELETE', paths.simulatedFlow(flow.flowId))
        throw problem
      }
      return flow
    }
    const made = await write(call, { done: t('created'), changes: [paths.simulatedFlows, paths.hooks] })
    if (made.ok) onMade(made.answer.flowId)
  }
  return (
    <FormPane
      title={t('simulate')}
      action={t('simulate')}
      onSubmit={make}
      onClose={onClose}
      pending={pending}
      problem={problem}
    >
      <Field label={words('trigger')}>
        <Select value={trigger} onChange={(_, { value }) => setTrigger(value as Trigger)}>
          {triggerNames.map(name => (
            <option key={name} value={name}>
              {words(`triggerName.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      {kind && (
        <Field label={t('object')} required validationMessage={isMissing ? common('required') : undefined}>
          <Select value={key} onChange={(_, { value }) => setKey(value)}>
            <option value="">{t('chooseObject')}</option>
            {watched.map(one => (
              <option key={one.key} value={one.key}>
                {one.title}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <BehaviourField value={behaviour} onChange={setBehaviour} />
    </FormPane>
  )
}
