'use client'

import {
  Body1,
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Subtitle1,
  tokens,
} from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { type ApiProblem, send } from '#components/api.ts'
import { CALLBACK_HOSTS } from '#components/api-path.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { CallbackHostTable } from '#components/permissions/callback-host-table.tsx'
import { RefusedHooks } from '#components/permissions/refused-hooks.tsx'
import { useWrite } from '#components/use-write.ts'
import type { CallbackHosts, CallbackHostView } from '#lib/callback-hosts/hosts.ts'

const AddHostDialog = dynamic(() => import('#components/permissions/add-host-dialog.tsx').then(m => m.AddHostDialog))

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  title: { margin: 0 },
})

/** Where callbacks may go, for those who administer the deployment. */
export function CallbackHostsSection() {
  const styles = useStyles()
  const t = useTranslations('callbackHosts')
  const common = useTranslations('common')
  const { data, error } = useSWR<CallbackHosts, ApiProblem>(CALLBACK_HOSTS)
  const [adding, setAdding] = useState(false)
  const confirm = useConfirm()
  const { write } = useWrite('toast')

  const remove = async ({ host, onlyHere: count }: CallbackHostView) => {
    const question = { title: t('removeTitle', { host }), consequence: t('removeText', { count }) }
    if (!(await confirm({ ...question, action: common('remove') }))) return
    const path = `${CALLBACK_HOSTS}/${encodeURIComponent(host)}`
    await write(() => send('DELETE', path), { done: t('removed', { host }), changes: [CALLBACK_HOSTS] })
  }
  return (
    <section className={styles.section} aria-labelledby="callback-hosts">
      <div className={styles.head}>
        <Subtitle1 as="h2" id="callback-hosts" className={styles.title}>
          {t('title')}
        </Subtitle1>
        <Button icon={<AddRegular />} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      </div>
      <Body1>{t('text')}</Body1>
      <ProblemBar problem={error} />
      {data?.value.some(({ host }) => host === '*') && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('anyTitle')}</MessageBarTitle> {t('anyText')}
          </MessageBarBody>
        </MessageBar>
      )}
      {data && (
        <CallbackHostTable
          hosts={data.value}
          actions={host => [{ title: common('remove'), icon: <DeleteRegular />, onSelect: () => remove(host) }]}
        />
      )}
      {data && data.refused.length > 0 && <RefusedHooks hooks={data.refused} />}
      {adding && <AddHostDialog onClose={() => setAdding(false)} />}
    </section>
  )
}
