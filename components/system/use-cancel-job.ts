'use client'

import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import { useWrite } from '#components/use-write.ts'
import type { JobView } from '#lib/insights/jobs/view.ts'

export const isUnderWay = ({ jobStatus }: Pick<JobView, 'jobStatus'>) =>
  jobStatus === 'queued' || jobStatus === 'running'

/** Cancels a job, once it has been said what that means. */
export function useCancelJob() {
  const t = useTranslations('system')
  const paths = usePaths()
  const confirm = useConfirm()
  const { write, pending } = useWrite('toast')
  const cancel = async (jobId: string) => {
    const isSure = await confirm({ title: t('cancelTitle'), consequence: t('cancelText'), action: t('cancelJob') })
    if (!isSure) return
    await write(() => send('POST', `${paths.job(jobId)}/cancel`), { done: t('canceled'), changes: paths.all })
  }
  return { cancel, pending }
}
