'use client'

import { Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { DataTable } from '#components/page/data-table.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import { PAGES } from '#components/power-automate/paths.ts'
import type { HookView } from '#lib/subscriptions/view.ts'
import { type Trigger, triggerNames } from '#lib/triggers/catalogue.ts'

const HOSTS_SHOWN = 2

const useStyles = makeStyles({
  listeners: { display: 'flex', flexDirection: 'column' },
  hosts: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
})

type Props = {
  hooks: HookView[]
  /** By trigger; absent where it never has. */
  lastFired: Partial<Record<string, string>>
}

/** The six moments: what each is, who listens to it, when it was last. */
export function TriggerTable({ hooks, lastFired }: Props) {
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const fired = (trigger: Trigger) => {
    const at = lastFired[trigger]
    return at ? <RelativeTime at={at} /> : common('never')
  }
  return (
    <DataTable
      label={t('triggers')}
      rows={triggerNames}
      rowKey={trigger => trigger}
      href={trigger => `${PAGES.subscriptions}?trigger=${trigger}`}
      columns={[
        { key: 'trigger', title: t('trigger'), cell: trigger => t(`triggerName.${trigger}`) },
        { key: 'fires', title: t('firesWhen'), cell: trigger => t(`triggerSentence.${trigger}`) },
        {
          key: 'listeners',
          title: t('listeners'),
          cell: trigger => <Listeners hooks={hooks.filter(hook => hook.trigger === trigger)} />,
        },
        { key: 'fired', title: t('lastFired'), cell: fired },
      ]}
    />
  )
}

function Listeners({ hooks }: { hooks: HookView[] }) {
  const styles = useStyles()
  const t = useTranslations('powerAutomate')
  if (hooks.length === 0) return t('nobody')
  const hosts = [...new Set(hooks.map(({ callbackHost }) => callbackHost))]
  const more = hosts.length - HOSTS_SHOWN
  return (
    <span className={styles.listeners}>
      {t('flows', { count: hooks.length })}
      <Caption1 className={styles.hosts}>
        {hosts.slice(0, HOSTS_SHOWN).join(', ')}
        {more > 0 && ` +${more}`}
      </Caption1>
    </span>
  )
}
