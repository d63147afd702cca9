'use client'

import { Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { type RowAction, RowMenu } from '#components/page/row-menu.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import { CannotFireLine } from '#components/power-automate/cannot-fire.tsx'
import { SubscriptionStatus } from '#components/power-automate/subscription-status.tsx'
import { useListensTo } from '#components/power-automate/use-listens-to.ts'
import type { HookView } from '#lib/subscriptions/view.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

const useStyles = makeStyles({
  lines: { display: 'inline-flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

type Props = {
  hooks: HookView[]
  href: (hookId: string) => string
  /** False for those who may only look. */
  actions: false | ((hook: HookView) => RowAction[])
}

export function SubscriptionTable({ hooks, href, actions }: Props) {
  const t = useTranslations('powerAutomate')
  const name = (hook: HookView) => `${t(`triggerName.${hook.trigger as Trigger}`)}, ${hook.callbackHost}`
  return (
    <DataTable
      label={t('subscriptions')}
      columns={useColumns()}
      rows={hooks}
      rowKey={({ id }) => id}
      href={({ id }) => href(id)}
      actions={actions ? row => <RowMenu name={name(row)} actions={actions(row)} /> : undefined}
    />
  )
}

function useColumns(): Column<HookView>[] {
  const styles = useStyles()
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const listensTo = useListensTo()
  return [
    { key: 'trigger', title: t('trigger'), cell: ({ trigger }) => t(`triggerName.${trigger as Trigger}`) },
    { key: 'object', title: t('listensTo'), cell: hook => listensTo(hook).object },
    { key: 'threshold', title: t('threshold'), numeric: true, cell: hook => listensTo(hook).threshold ?? '–' },
    { key: 'host', title: t('callbackHost'), cell: ({ callbackHost }) => callbackHost },
    {
      key: 'owner',
      title: t('owner'),
      cell: ({ owner }) => (
        <span className={styles.lines}>
          {owner.name}
          <Caption1 className={styles.quiet}>{t(`ownerKind.${owner.type}`)}</Caption1>
        </span>
      ),
    },
    {
      key: 'status',
      title: common('status'),
      cell: hook => (
        <span className={styles.lines}>
          <SubscriptionStatus hook={hook} />
          <CannotFireLine hook={hook} />
        </span>
      ),
    },
    {
      key: 'last',
      title: t('lastDelivery'),
      cell: ({ lastDeliveryAt, lastStatusCode }) =>
        lastDeliveryAt ? (
          <span className={styles.lines}>
            <RelativeTime at={lastDeliveryAt} />
            <Caption1 className={styles.quiet}>{lastStatusCode}</Caption1>
          </span>
        ) : (
          common('never')
        ),
    },
  ]
}
