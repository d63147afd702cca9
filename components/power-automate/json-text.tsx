'use client'

import { makeStyles, tokens } from '@fluentui/react-components'
import { CopyButton } from '#components/page/copy-button.tsx'

const useStyles = makeStyles({
  root: { position: 'relative' },
  scroll: {
    padding: tokens.spacingHorizontalM,
    maxHeight: '24rem',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  text: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  copy: { position: 'absolute', top: tokens.spacingVerticalXS, right: tokens.spacingHorizontalXS },
})

/** JSON, or else a text, as it was sent. */
export function JsonText({ label, value }: { label: string; value: unknown }) {
  const styles = useStyles()
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return (
    <div className={styles.root}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keyboards scroll what has the focus */}
      <section className={styles.scroll} tabIndex={0} aria-label={label}>
        <pre className={styles.text}>{text}</pre>
      </section>
      <span className={styles.copy}>
        <CopyButton label={label} value={text} />
      </span>
    </div>
  )
}
