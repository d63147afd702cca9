'use client'

import { Body1, makeStyles, Subtitle2 } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { DataTable } from '#components/page/data-table.tsx'
import type { RefusedHook } from '#lib/callback-hosts/hosts.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

const useStyles = makeStyles({ title: { margin: 0 } })

/** Subscriptions that nothing is sent to, because no host of the list allows it. */
export function RefusedHooks({ hooks }: { hooks: RefusedHook[] }) {
  const styles = useStyles()
  const t = useTranslations('callbackHosts')
  const words = useTranslations('powerAutomate')
  return (
    <>
      <Subtitle2 as="h3" className={styles.title}>
        {t('refusedTitle')}
      </Subtitle2>
      <Body1>{t('refusedText')}</Body1>
      <DataTable
        label={t('refusedTitle')}
        rows={hooks}
        rowKey={({ hookId }) => hookId}
        columns={[
          { key: 'host', title: t('host'), cell: ({ host }) => host },
          {
            key: 'trigger',
            title: words('trigger'),
            cell: ({ trigger }) => words(`triggerName.${trigger as Trigger}`),
          },
          { key: 'instance', title: t('environment'), cell: ({ instanceName }) => instanceName },
        ]}
      />
    </>
  )
}
