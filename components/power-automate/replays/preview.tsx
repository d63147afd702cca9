'use client'

import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { DataTable } from '#components/page/data-table.tsx'
import { SkipReasons, skippedIn } from '#components/power-automate/replays/skip-reasons.tsx'
import type { ReplayPreview } from '#lib/deliveries/replays/view.ts'

const SHOWN_HOOKS = 5

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** How many would be sent, to whom, and what is left out and why. */
export function Preview({ preview }: { preview: ReplayPreview }) {
  const styles = useStyles()
  const t = useTranslations('replays')
  const words = useTranslations('powerAutomate')
  const format = useFormatter()
  const { toSend, toKeep, skipped, byStatus, hooks, receiverCount } = preview
  const shown = hooks.filter(hook => hook.toSend > 0).slice(0, SHOWN_HOOKS)
  return (
    <>
      <div className={styles.part}>
        <Body1Strong>{t('toSend', { count: toSend })}</Body1Strong>
        {toKeep > 0 && <Body1>{t('toKeep', { count: toKeep })}</Body1>}
      </div>
      {byStatus.length > 1 && (
        <Facts>
          {byStatus.map(({ status, count }) => (
            <Fact key={status} name={words(`deliveryStatus.${status}`)}>
              {format.number(count)}
            </Fact>
          ))}
        </Facts>
      )}
      {skippedIn(skipped) > 0 && (
        <div className={styles.part}>
          <Body1>{t('skippedTitle', { count: skippedIn(skipped) })}</Body1>
          <SkipReasons skipped={skipped} />
        </div>
      )}
      {shown.length > 0 && (
        <div className={styles.part}>
          <DataTable
            label={t('byReceiver')}
            rows={shown}
            rowKey={({ hookId }) => hookId}
            columns={[
              { key: 'receiver', title: words('callbackHost'), cell: hook => hook.callbackHost },
              {
                key: 'limit',
                title: t('limit'),
                cell: ({ rateLimit }) => (rateLimit ? t('perSecond', { count: rateLimit }) : '–'),
              },
              { key: 'count', title: t('toSendColumn'), numeric: true, cell: hook => format.number(hook.toSend) },
            ]}
          />
          {receiverCount > shown.length && (
            <Caption1 className={styles.quiet}>{t('moreReceivers', { count: receiverCount - shown.length })}</Caption1>
          )}
        </div>
      )}
    </>
  )
}
