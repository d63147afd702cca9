'use client'

import { useTranslations } from 'use-intl/react'

type Task = { operationType: string; friendlyName: string }

const STEPS = ['map', 'match', 'merge'] as const

/** What a task is called: as people named it, or a step of unification in their language. */
export function useTaskName() {
  const t = useTranslations('system')
  return ({ operationType, friendlyName }: Task): string => {
    const step = STEPS.find(one => one === operationType)
    return step ? t(`steps.${step}`) : friendlyName
  }
}

/** The same with what kind of thing it is: "Segment: Loyal". */
export function useTaskTitle() {
  const t = useTranslations('system')
  const nameOf = useTaskName()
  return (task: Task): string => t(`taskNames.${task.operationType as 'ingestion'}`, { name: nameOf(task) })
}
