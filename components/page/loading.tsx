'use client'

import { Spinner } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'

/** Stands where something is being read that was not on the page yet. */
export const Loading = () => <Spinner size="small" label={useTranslations('common')('loading')} />
