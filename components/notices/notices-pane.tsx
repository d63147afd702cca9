'use client'

import { makeStyles } from '@fluentui/react-components'
import { AlertRegular, CheckmarkRegular, MailRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { NoticeItem } from '#components/notices/notice-item.tsx'
import { useNoticePaths } from '#components/notices/use-notice-paths.ts'
import { useReadNotices } from '#components/notices/use-read-notices.ts'
import { EmptyState } from '#components/page/empty-state.tsx'
import { Loading } from '#components/page/loading.tsx'
import { More } from '#components/page/more.tsx'
import { Pane } from '#components/page/pane.tsx'
import { PaneCommands } from '#components/page/pane-commands.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { usePages } from '#components/use-pages.ts'
import { useWrite } from '#components/use-write.ts'
import type { NoticeView } from '#lib/notices/view.ts'

const useStyles = makeStyles({ list: { margin: 0, padding: 0, listStyleType: 'none' } })

/** What the person was told in this environment, the newest first. */
export function NoticesPane({ unread, onClose }: { unread: number; onClose: () => void }) {
  const styles = useStyles()
  const t = useTranslations('notices')
  const { rows, problem, more, loadMore, loadingMore } = usePages<NoticeView>(useNoticePaths().list)
  const { read, pending } = useReadNotices()
  const testMail = useTestMail()
  const readAll = {
    title: t('markAllRead'),
    icon: <CheckmarkRegular />,
    onSelect: () => read({ all: true }),
    disabled: unread === 0 || pending,
  }
  return (
    <Pane title={t('title')} onClose={onClose}>
      <PaneCommands actions={testMail ? [readAll, testMail] : [readAll]} />
      <ProblemBar problem={problem} />
      {!rows && !problem && <Loading />}
      {rows?.length === 0 && (
        <EmptyState icon={<AlertRegular />} title={t('emptyTitle')}>
          {t('empty')}
        </EmptyState>
      )}
      {rows && rows.length > 0 && (
        <ul className={styles.list} aria-label={t('title')}>
          {rows.map(notice => (
            <NoticeItem key={notice.id} notice={notice} onRead={() => read({ ids: [notice.id] })} onLeave={onClose} />
          ))}
        </ul>
      )}
      <More more={more} loading={loadingMore} onMore={loadMore} />
    </Pane>
  )
}

function useTestMail() {
  const t = useTranslations('notices')
  const { person } = useAccess()
  const { write, pending } = useWrite('toast')
  if (!person.isDeploymentAdministrator) return undefined
  const done = t('testMailSent', { email: person.email })
  return {
    title: t('sendTestMail'),
    icon: <MailRegular />,
    onSelect: () => void write(() => send('POST', '/api/v1/mail/test'), { done, changes: [] }),
    disabled: pending,
  }
}
