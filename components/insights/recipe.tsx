'use client'

import { Body1, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { CodeBox } from '#components/insights/code-box.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
})

type Props = {
  /** Path of the resource whose reports are meant. */
  path: string
  /** What a report says, as an example. */
  example: object
}

/** How something that is computed elsewhere reports here. Only for panes: it shows the address of the browser. */
export function Recipe({ path, example }: Props) {
  const styles = useStyles()
  const t = useTranslations('insights')
  const command = [
    `curl -X POST '${location.origin}${path}/reports'`,
    `  -H 'X-API-Key: YOUR_API_KEY' -H 'Content-Type: application/json'`,
    `  -d '${JSON.stringify(example)}'`,
  ].join(' \\\n')
  return (
    <div className={styles.root}>
      <Body1>{t('recipeHint')}</Body1>
      <CodeBox code={command} label={t('recipeLabel')} />
    </div>
  )
}
