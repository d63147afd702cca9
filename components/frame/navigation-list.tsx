'use client'

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronUpRegular } from '@fluentui/react-icons'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { NAVIGATION, type NavigationItem } from '#components/frame/navigation-items.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
    width: '100%',
    height: '40px',
    padding: '0 14px',
    border: 'none',
    background: 'none',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'left',
    textDecorationLine: 'none',
    whiteSpace: 'nowrap',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground4Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '@media (forced-colors: active)': { ':hover': { backgroundColor: 'Highlight', color: 'HighlightText' } },
  },
  child: { paddingLeft: '50px' },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1,
    '::before': {
      content: '""',
      position: 'absolute',
      left: '2px',
      top: '8px',
      bottom: '8px',
      width: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandBackground,
      '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
    },
  },
  icon: { fontSize: '20px', lineHeight: 0, flexShrink: 0 },
  text: { flexGrow: 1 },
})

type Props = {
  /** Icons only: a group opens the whole navigation instead of unfolding. */
  rail?: boolean
  onExpand?: () => void
}

export function NavigationList({ rail = false, onExpand }: Props) {
  const styles = useStyles()
  return (
    <ul className={styles.list}>
      {NAVIGATION.map(item =>
        'href' in item ? (
          <li key={item.text}>
            <Leaf {...item} rail={rail} />
          </li>
        ) : (
          <Group key={item.text} item={item} rail={rail} onExpand={onExpand} />
        ),
      )}
    </ul>
  )
}

type GroupProps = { item: Extract<NavigationItem, { children: unknown }>; rail: boolean; onExpand?: () => void }

function Group({ item, rail, onExpand }: GroupProps) {
  const styles = useStyles()
  const t = useTranslations('frame')
  const pathname = usePathname()
  const [open, setOpen] = useState(true)
  const unfolded = open && !rail
  const Chevron = unfolded ? ChevronUpRegular : ChevronDownRegular
  const holdsPage = item.children.some(({ href }) => isAt(pathname, href))
  const toggle = () => {
    if (rail) onExpand?.()
    setOpen(rail || !open)
  }
  return (
    <li>
      <button
        type="button"
        className={mergeClasses(styles.item, holdsPage && !unfolded && styles.selected)}
        aria-expanded={unfolded}
        {...(rail && { 'aria-label': t(item.text), title: t(item.text) })}
        onClick={toggle}
      >
        <item.icon className={styles.icon} aria-hidden />
        {!rail && <span className={styles.text}>{t(item.text)}</span>}
        {!rail && <Chevron aria-hidden />}
      </button>
      {unfolded && (
        <ul className={styles.list}>
          {item.children.map(child => (
            <li key={child.text}>
              <Leaf {...child} rail={false} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

type LeafProps = { text: NavigationItem['text']; href: string; icon?: NavigationItem['icon']; rail: boolean }

function Leaf({ text, href, icon: Icon, rail }: LeafProps) {
  const styles = useStyles()
  const t = useTranslations('frame')
  const selected = isAt(usePathname(), href)
  return (
    <a
      href={href}
      className={mergeClasses(styles.item, !Icon && styles.child, selected && styles.selected)}
      aria-current={selected ? 'page' : undefined}
      {...(rail && { 'aria-label': t(text), title: t(text) })}
    >
      {Icon && <Icon className={styles.icon} aria-hidden />}
      {!rail && t(text)}
    </a>
  )
}

const isAt = (pathname: string, href: string) => pathname === href || pathname.startsWith(`${href}/`)
