'use client'

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { FlashFlowFilled } from '@fluentui/react-icons'

const useStyles = makeStyles({
  logo: {
    display: 'grid',
    placeItems: 'center',
    flexShrink: 0,
    width: '40px',
    height: '40px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: '24px',
    lineHeight: 0,
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  small: { width: '24px', height: '24px', fontSize: '16px' },
})

/** Our own sign for Power Automate; the vendor's logo is not ours to use. */
export function DestinationIcon({ small = false }: { small?: boolean }) {
  const styles = useStyles()
  return (
    <span className={mergeClasses(styles.logo, small && styles.small)} aria-hidden>
      <FlashFlowFilled />
    </span>
  )
}
