'use client'

import { Body1, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { CopyButton } from '#components/page/copy-button.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  box: {
    display: 'flex',
    alignItems: 'flex-start',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  code: {
    flexGrow: 1,
    margin: 0,
    padding: tokens.spacingHorizontalM,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
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
      <div className={styles.box}>
        <pre className={styles.code}>{command}</pre>
        <CopyButton label={t('recipeLabel')} value={command} />
      </div>
    </div>
  )
}
