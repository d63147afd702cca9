'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { FormDialog } from '#components/page/form-dialog.tsx'
import { CatchUpFields } from '#components/power-automate/catch-up-fields.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import { type CatchUp, EVERYTHING } from '#lib/subscriptions/catch-up.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

/** Resumes a subscription for which something is kept, with a choice of what becomes of that. */
export function ResumeDialog({ hook, onClose }: { hook: HookView; onClose: () => void }) {
  const t = useTranslations('powerAutomate')
  const care = useTranslations('subscriptionCare')
  const paths = usePaths()
  const { write, pending, problem } = useWrite('form')
  const [choice, setChoice] = useState<CatchUp>(EVERYTHING)
  const resume = async () => {
    const call = () => send('PATCH', paths.hook(hook.id), { status: 'active', ...choice })
    const result = await write(call, { done: t('resumed'), changes: [paths.hooks, paths.allDeliveries] })
    if (result.ok) onClose()
  }
  return (
    <FormDialog
      title={care('resumeTitle')}
      action={t('resume')}
      onSubmit={resume}
      onClose={onClose}
      pending={pending}
      problem={problem}
    >
      <CatchUpFields hookId={hook.id} value={choice} onChange={setChoice} />
    </FormDialog>
  )
}
