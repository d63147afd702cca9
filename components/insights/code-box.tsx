'use client'

import { makeStyles, tokens } from '@fluentui/react-components'
import { CopyButton } from '#components/page/copy-button.tsx'

const useStyles = makeStyles({
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

/** A command or statement to read and to copy. `label` names it. */
export function CodeBox({ code, label }: { code: string; label: string }) {
  const styles = useStyles()
  return (
    <div className={styles.box}>
      <pre className={styles.code}>{code}</pre>
      <CopyButton label={label} value={code} />
    </div>
  )
}
