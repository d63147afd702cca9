'use client'

import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { CopyField } from '#components/page/copy-field.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { useCardStyles } from '#components/system/card-styles.ts'
import { SystemPage } from '#components/system/system-page.tsx'

type Props = { createdAt: string; version: string; sessionId: string | undefined }

/** What somebody who helps asks for: which environment, which version, which session. */
export function AboutView({ createdAt, version, sessionId }: Props) {
  const styles = useCardStyles()
  const t = useTranslations('system')
  const common = useTranslations('common')
  const frame = useTranslations('frame')
  const { instance, person, role } = useAccess()
  return (
    <SystemPage selected="about">
      <div className={styles.card}>
        <Facts>
          <Fact name={frame('environment')}>{instance.name}</Fact>
          <Fact name={common('created')}>
            <ExactTime at={createdAt} />
          </Fact>
          <Fact name={t('version')}>Highwater {version}</Fact>
          <Fact name={t('signedInAs')}>
            {person.name} ({person.email})
          </Fact>
          <Fact name={t('role')}>{frame(`role.${role}`)}</Fact>
        </Facts>
        <CopyField label={t('environmentId')} value={instance.id} />
        {sessionId && <CopyField label={t('sessionId')} value={sessionId} hint={t('sessionHint')} />}
      </div>
    </SystemPage>
  )
}
