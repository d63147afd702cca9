'use client'

import { Field, Input, Link, MessageBar, MessageBarBody, Select } from '@fluentui/react-components'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { FormPane } from '#components/page/form-pane.tsx'
import { ThresholdHint } from '#components/power-automate/threshold-hint.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { type Watched, watchedOf } from '#components/power-automate/watched.ts'
import { useWrite } from '#components/use-write.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'
import type { ThresholdView } from '#lib/triggers/threshold-view.ts'

type Props = {
  /** Absent for a new one. */
  threshold?: ThresholdView
  onClose: () => void
}

/**
 * A new threshold, or another value or name for one that is there; what it is on stays.
 * Labels are the words of the contract, without the asterisk of a required field.
 */
export function ThresholdForm({ threshold, onClose }: Props) {
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const paths = usePaths()
  const { data: segments = [] } = useSWR<SegmentView[]>(paths.segments)
  const { data: measures = [] } = useSWR<MeasureView[]>(paths.measures)
  const { write, pending, problem } = useWrite('form')
  const [key, setKey] = useState(threshold ? keyOf(threshold) : '')
  const [number, setNumber] = useState(threshold ? String(threshold.value) : '')
  const [name, setName] = useState(threshold?.name ?? '')
  const [checked, setChecked] = useState(false)

  const watched = watchedOf(segments, measures)
  const object = watched.find(one => one.key === key)
  const value = number.trim() === '' ? Number.NaN : Number(number)
  const isObjectMissing = checked && !object
  const isNumberMissing = checked && !Number.isFinite(value)
  const save = async () => {
    setChecked(true)
    if (!object || !Number.isFinite(value)) return
    const settings = { value, name: name.trim() || null }
    const call = () =>
      threshold
        ? send('PATCH', paths.threshold(threshold.thresholdId), settings)
        : send('POST', paths.thresholds, { ...settings, [`${object.kind}Name`]: object.name })
    const { ok } = await write(call, { done: t('thresholdSaved'), changes: [paths.thresholds, paths.hooks] })
    if (ok) onClose()
  }
  return (
    <FormPane
      title={t(threshold ? 'changeThreshold' : 'addThreshold')}
      onSubmit={save}
      onClose={onClose}
      pending={pending}
      problem={problem}
    >
      {watched.length === 0 && <NothingToWatch />}
      <Field
        label={{ children: t('object'), required: false }}
        required
        validationMessage={isObjectMissing ? common('required') : undefined}
      >
        <Select value={key} disabled={threshold !== undefined} onChange={(_, data) => setKey(data.value)}>
          {key === '' && <option value="">{t('chooseObject')}</option>}
          <Options label={t('segments')} watched={watched.filter(({ kind }) => kind === 'segment')} />
          <Options label={t('measures')} watched={watched.filter(({ kind }) => kind === 'measure')} />
        </Select>
      </Field>
      <Field
        label={{ children: t('threshold'), required: false }}
        required
        hint={object && <ThresholdHint object={object} value={value} direction={threshold?.direction ?? 'above'} />}
        validationMessage={isNumberMissing ? common('notANumber') : problem?.fields.value}
      >
        <Input type="number" step="any" value={number} onChange={(_, data) => setNumber(data.value)} />
      </Field>
      <Field label={t('thresholdName')} hint={t('thresholdNameHint')} validationMessage={problem?.fields.name}>
        <Input value={name} maxLength={200} onChange={(_, data) => setName(data.value)} />
      </Field>
    </FormPane>
  )
}

const keyOf = ({ segmentName, measureName }: ThresholdView) =>
  segmentName === undefined ? `measure:${measureName}` : `segment:${segmentName}`

function Options({ label, watched }: { label: string; watched: Watched[] }) {
  if (watched.length === 0) return null
  return (
    <optgroup label={label}>
      {watched.map(({ key, title }) => (
        <option key={key} value={key}>
          {title}
        </option>
      ))}
    </optgroup>
  )
}

function NothingToWatch() {
  const t = useTranslations('powerAutomate')
  const frame = useTranslations('frame')
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        {t('nothingToWatch')} <Link href="/segments">{frame('segments')}</Link>{' '}
        <Link href="/measures">{frame('measures')}</Link>
      </MessageBarBody>
    </MessageBar>
  )
}
