'use client'

import { Body1, makeStyles, Text, Title3, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { LanguageMenu } from '#components/frame/language-menu.tsx'
import { Mark } from '#components/frame/mark.tsx'

const useStyles = makeStyles({
  main: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    boxSizing: 'border-box',
    minHeight: '100dvh',
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '420px',
    padding: tokens.spacingHorizontalXXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow8,
  },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  product: { flexGrow: 1 },
  title: { margin: 0 },
})

type Props = { title: string; text?: string; children: ReactNode }

/** A page outside of the console's frame: a card with the product's name and a choice of language. */
export function AccountCard({ title, text, children }: Props) {
  const styles = useStyles()
  const t = useTranslations('frame')
  return (
    <main className={styles.main}>
      <div className={styles.card}>
        <div className={styles.head}>
          <Mark />
          <Text weight="semibold" size={400} className={styles.product}>
            {t('product')}
          </Text>
          <LanguageMenu />
        </div>
        <Title3 as="h1" className={styles.title}>
          {title}
        </Title3>
        {text && <Body1>{text}</Body1>}
        {children}
      </div>
    </main>
  )
}
