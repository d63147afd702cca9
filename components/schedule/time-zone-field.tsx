'use client'

import { Field, makeStyles, Select } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'

const useStyles = makeStyles({ root: { width: '100%', maxWidth: '320px' } })

/** A time zone by its IANA name. */
export function TimeZoneField({ value, onChange }: { value: string; onChange: (zone: string) => void }) {
  return (
    <Field label={useTranslations('schedule')('timeZone')} className={useStyles().root}>
      <Select value={value} onChange={(_, { value: zone }) => onChange(zone)}>
        {timeZones(value).map(zone => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </Select>
    </Field>
  )
}

/** Names differ between browsers and servers: the one that is chosen is always among them. */
const timeZones = (chosen: string) => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen])].sort()
