'use client'

import { Button, makeStyles, Spinner } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'

const useStyles = makeStyles({ root: { display: 'flex', justifyContent: 'center' } })

/** The end of a paged list, where it goes on. */
export function More({ more, loading, onMore }: { more: boolean; loading: boolean; onMore: () => void }) {
  const styles = useStyles()
  const t = useTranslations('common')
  if (!more) return null
  return (
    <div className={styles.root}>
      <Button onClick={onMore} disabledFocusable={loading} icon={loading ? <Spinner size="tiny" /> : null}>
        {t('loadMore')}
      </Button>
    </div>
  )
}
