'use client'

import { Button } from '@fluentui/react-components'
import { DocumentSearchRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { EmptyState } from '#components/page/empty-state.tsx'
import { Page } from '#components/page/page.tsx'

export function NotFoundView() {
  const t = useTranslations('common')
  return (
    <main>
      <Page title={t('notFoundTitle')}>
        <EmptyState
          icon={<DocumentSearchRegular />}
          action={
            <Button as="a" href="/">
              {t('toStart')}
            </Button>
          }
        >
          {t('notFoundText')}
        </EmptyState>
      </Page>
    </main>
  )
}
