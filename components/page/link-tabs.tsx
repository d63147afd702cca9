'use client'

import { makeStyles, mergeClasses, tokens, useArrowNavigationGroup } from '@fluentui/react-components'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXL,
  },
  tab: {
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `2px solid transparent`,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    lineHeight: tokens.lineHeightBase300,
    ':hover': { borderBottomColor: tokens.colorNeutralStroke1Hover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
    // Where colours are forced, a transparent border would be drawn.
    '@media (forced-colors: active)': { borderBottomColor: 'Canvas' },
  },
  // As wide as it is when selected, so that choosing one moves none of the others.
  title: {
    display: 'inline-grid',
    '::after': {
      content: 'attr(data-title)',
      height: 0,
      overflow: 'hidden',
      visibility: 'hidden',
      fontWeight: tokens.fontWeightSemibold,
    },
  },
  selected: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke,
    '@media (forced-colors: active)': { borderBottomColor: 'Highlight' },
    ':hover': { borderBottomColor: tokens.colorCompoundBrandStrokeHover },
  },
})

type Props = { label: string; tabs: { href: string; title: string }[]; selected: string }

/** Tabs that are addresses: real links, so that each opens in a window of its own, with the keys of a tab list. */
export function LinkTabs({ label, tabs, selected }: Props) {
  const styles = useStyles()
  const arrows = useArrowNavigationGroup({ axis: 'horizontal', circular: true, memorizeCurrent: true })
  return (
    <div role="tablist" aria-label={label} className={styles.list} {...arrows}>
      {tabs.map(({ href, title }) => (
        <a
          key={href}
          href={href}
          role="tab"
          aria-selected={href === selected}
          className={mergeClasses(styles.tab, href === selected && styles.selected)}
        >
          <span className={styles.title} data-title={title}>
            {title}
          </span>
        </a>
      ))}
    </div>
  )
}
