'use client'

import { Button } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { Page } from '#components/page/page.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'

export default function ConsoleError({ error, retry }: { error: Error; retry: () => void }) {
  const t = useTranslations('common')
  return (
    <Page title={t('errorTitle')}>
      <ProblemBar problem={error} action={<Button onClick={retry}>{t('tryAgain')}</Button>} />
    </Page>
  )
}
