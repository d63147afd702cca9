'use client'

import { Body1, Button, makeStyles, Subtitle1, tokens } from '@fluentui/react-components'
import { AddRegular, DeleteRegular, KeyMultipleRegular } from '@fluentui/react-icons'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { type ApiProblem, send } from '#components/api.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import { EmptyState } from '#components/page/empty-state.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { KeyTable } from '#components/permissions/key-table.tsx'
import { useWrite } from '#components/use-write.ts'
import type { KeyInfo } from '#lib/keys/keys.ts'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  title: { margin: 0 },
})

export function KeysSection({ onAdd }: { onAdd: () => void }) {
  const styles = useStyles()
  const t = useTranslations('permissions')
  const { api } = useAccess()
  const path = `${api}/manage/keys`
  const { data: keys, error } = useSWR<KeyInfo[], ApiProblem>(path)
  const confirm = useConfirm()
  const { write } = useWrite('toast')

  const revoke = async ({ keyId, name }: KeyInfo) => {
    const question = { title: t('revokeTitle', { name }), consequence: t('revokeText'), action: t('revoke') }
    if (!(await confirm(question))) return
    await write(() => send('DELETE', `${path}/${keyId}`), { done: t('revoked', { name }), changes: [path] })
  }
  const add = (
    <Button icon={<AddRegular />} onClick={onAdd}>
      {t('addKey')}
    </Button>
  )
  return (
    <section className={styles.section} aria-labelledby="keys">
      <div className={styles.head}>
        <Subtitle1 as="h2" id="keys" className={styles.title}>
          {t('keys')}
        </Subtitle1>
        {keys && keys.length > 0 && add}
      </div>
      <Body1>{t('keysText')}</Body1>
      <ProblemBar problem={error} />
      {keys?.length === 0 && (
        <EmptyState icon={<KeyMultipleRegular />} title={t('noKeys')} action={add}>
          {t('noKeysText')}
        </EmptyState>
      )}
      {keys && keys.length > 0 && (
        <KeyTable
          keys={keys}
          actions={key => [{ title: t('revoke'), icon: <DeleteRegular />, onSelect: () => revoke(key) }]}
        />
      )}
    </section>
  )
}
