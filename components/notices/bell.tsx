'use client'

import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { AlertRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useNoticePaths } from '#components/notices/use-notice-paths.ts'

const NoticesPane = dynamic(() => import('#components/notices/notices-pane.tsx').then(m => m.NoticesPane))

const MOST = 99

const useStyles = makeStyles({
  button: { position: 'relative' },
  count: {
    position: 'absolute',
    top: '0',
    left: '15px',
    boxSizing: 'border-box',
    minWidth: '16px',
    padding: '0 4px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: '#b10e1c',
    color: '#fff',
    fontSize: '10px',
    lineHeight: '16px',
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
})

/** How much the person has not read yet; opens what they were told. @param unread as the server has counted */
export function Bell({ unread: counted }: { unread: number }) {
  const styles = useStyles()
  const t = useTranslations('notices')
  const [open, setOpen] = useState(false)
  const fallbackData = { unread: counted }
  const { data: { unread } = fallbackData } = useSWR<{ unread: number }>(useNoticePaths().summary, { fallbackData })
  return (
    <>
      <Button
        appearance="subtle"
        className={styles.button}
        icon={
          <>
            <AlertRegular />
            {unread > 0 && <span className={styles.count}>{unread > MOST ? `${MOST}+` : unread}</span>}
          </>
        }
        aria-label={t('open', { count: unread })}
        onClick={() => setOpen(true)}
      />
      {open && <NoticesPane unread={unread} onClose={() => setOpen(false)} />}
    </>
  )
}
