'use client'

import { Button } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { EmptyState } from '#components/page/empty-state.tsx'

/** A filter that nothing passes. @param page without its filter */
export function NothingLikeThat({ page }: { page: string }) {
  const t = useTranslations('powerAutomate')
  return (
    <EmptyState
      icon={<SearchRegular />}
      title={t('noneLikeThatTitle')}
      action={
        <Button as="a" href={page}>
          {t('showAll')}
        </Button>
      }
    >
      {t('noneLikeThat')}
    </EmptyState>
  )
}
