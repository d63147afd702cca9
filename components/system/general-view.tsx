'use client'

import { Field, Select } from '@fluentui/react-components'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { createFormatter } from 'use-intl/core'
import { useTimeZone, useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { useClock } from '#components/clock.tsx'
import { useLanguage, useLanguages } from '#components/frame/use-language.ts'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { useCardStyles } from '#components/system/card-styles.ts'
import { SystemPage } from '#components/system/system-page.tsx'
import { useWrite } from '#components/use-write.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { type FormatLocale, formatLocale, REGIONS, regionIn } from '#lib/i18n/regions.ts'

const EXAMPLE = 1234567.89

/** How the console speaks to the person who is signed in. @param region as it is kept */
export function GeneralView({ region: kept }: { region: string | null }) {
  const styles = useCardStyles()
  const t = useTranslations('system')
  const frame = useTranslations('frame')
  const router = useRouter()
  const { write } = useWrite('toast')
  const { language, choose } = useLanguage()
  const [chosen, setChosen] = useState(kept)
  const region = regionIn(language, chosen)
  const chooseRegion = async (code: string) => {
    setChosen(code)
    const call = () => send('PATCH', '/api/v1/account', { region: code })
    const { ok } = await write(call, { done: t('formatSaved'), changes: [] })
    if (ok) router.refresh()
    else setChosen(kept)
  }
  return (
    <SystemPage selected="general">
      <div className={styles.card}>
        <Field label={frame('language')}>
          <Select value={language} onChange={(_, { value }) => choose(value as Locale)}>
            {useLanguages().map(({ value, title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('format')} hint={t('formatHint')}>
          <Select value={region} onChange={(_, { value }) => chooseRegion(value)}>
            {regionNames(language).map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Preview format={formatLocale(language, region)} />
      </div>
    </SystemPage>
  )
}

function Preview({ format }: { format: FormatLocale }) {
  const t = useTranslations('system')
  const now = new Date(useClock())
  const written = createFormatter({ locale: format, timeZone: useTimeZone() })
  return (
    <PaneSection title={t('preview')}>
      <Facts>
        <Fact name={t('number')}>{written.number(EXAMPLE)}</Fact>
        <Fact name={t('date')}>{written.dateTime(now, { dateStyle: 'long' })}</Fact>
        <Fact name={t('shortDate')}>{written.dateTime(now, { dateStyle: 'short' })}</Fact>
        <Fact name={t('time')}>{written.dateTime(now, { timeStyle: 'short' })}</Fact>
      </Facts>
    </PaneSection>
  )
}

function regionNames(language: Locale) {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return REGIONS[language]
    .map(code => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, language))
}
