'use client'

import { Link, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { StatusBadge } from '#components/page/status-badge.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { JsonText } from '#components/power-automate/json-text.tsx'
import { PAGES } from '#components/power-automate/paths.ts'
import type { SimulatedCallView } from '#lib/simulator/flows.ts'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0 },
  call: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
})

/** What a simulated flow got, the latest first. */
export function SimulatedCalls({ calls }: { calls: SimulatedCallView[] }) {
  const styles = useStyles()
  const t = useTranslations('simulator')
  const words = useTranslations('powerAutomate')
  if (calls.length === 0) return t('noCalls')
  return (
    <ol className={styles.list}>
      {calls.map(({ callId, receivedAt, webhookId, statusCode, isSigned, runId, body }) => (
        <li key={callId} className={styles.call}>
          <StatusBadge tone={isSigned ? 'success' : 'failure'}>{t(isSigned ? 'signed' : 'notSigned')}</StatusBadge>
          <Facts>
            <Fact name={t('received')}>
              <ExactTime at={receivedAt} />
            </Fact>
            <Fact name={t('answer')}>{statusCode ?? t('closed')}</Fact>
            <Fact name={words('runId')}>{runId}</Fact>
            <Fact name={t('delivery')}>
              {webhookId && <Link href={`${PAGES.deliveries}?delivery=${webhookId}`}>{webhookId}</Link>}
            </Fact>
          </Facts>
          <JsonText label={t('body')} value={readable(body)} />
        </li>
      ))}
    </ol>
  )
}

function readable(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
