'use client'

import {
  type GriffelStyle,
  Link,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { SelectAll, type Selection, SelectRow } from '#components/page/row-selection.tsx'
import { useVisit } from '#components/use-visit.ts'

// By the width that the table has, not the screen: the navigation beside it may be open or closed, or it is in a pane.
const MANY_COLUMNS = 5
const narrow = (style: GriffelStyle): GriffelStyle => ({
  '@container few-columns (max-width: 440px)': style,
  '@container many-columns (max-width: 720px)': style,
})

const useStyles = makeStyles({
  card: {
    containerType: 'inline-size',
    containerName: 'few-columns',
    overflowX: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow2,
  },
  manyColumns: { containerName: 'many-columns' },
  table: { tableLayout: 'auto', ...narrow({ display: 'block' }) },
  body: narrow({ display: 'block' }),
  // Where it is narrow, a row is a card of its own, each cell with its column's name before it.
  header: narrow({ position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' }),
  headerCell: {
    padding: '4px 12px',
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    '@media (max-width: 1200px)': { whiteSpace: 'normal' },
  },
  row: narrow({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    alignItems: 'center',
    padding: '8px 0',
  }),
  // On the background of a row that is pointed at, the colour of links at rest is too dim in the dark.
  opens: { cursor: 'pointer', ':hover a': { color: tokens.colorBrandForegroundLinkHover } },
  cell: {
    padding: '10px 12px',
    height: 'auto',
    overflowWrap: 'break-word',
    ...narrow({
      display: 'flex',
      gridColumn: '1 / -1',
      gap: '16px',
      padding: '4px 12px',
      '::before': {
        content: 'attr(data-column)',
        color: tokens.colorNeutralForeground3,
        width: '40%',
        maxWidth: '11rem',
        flexShrink: 0,
      },
    }),
  },
  // A name may break anywhere before the columns that have to stay whole do.
  name: {
    overflowWrap: 'anywhere',
    minWidth: '9em',
    ...narrow({
      gridColumn: '2',
      gridRow: '1',
      fontWeight: tokens.fontWeightSemibold,
      '::before': { content: 'none' },
    }),
  },
  number: {
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    ...narrow({ textAlign: 'left' }),
  },
  // The title is in a flex box within the cell.
  numberTitle: { '> *': { justifyContent: 'flex-end' } },
  actions: {
    width: '1px',
    textAlign: 'right',
    ...narrow({ gridColumn: '3', gridRow: '1', width: 'auto', '::before': { content: 'none' } }),
  },
  select: {
    width: '1px',
    padding: '0 0 0 4px',
    ...narrow({ gridColumn: '1', gridRow: '1', width: 'auto', height: 'auto' }),
  },
})

export type Column<Row> = {
  key: string
  title: string
  cell: (row: Row) => ReactNode
  numeric?: boolean
}

type Props<Row> = {
  /** The table's accessible name. */
  label: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** Where a row leads: the first cell becomes the link, and a click anywhere on the row follows it. */
  href?: (row: Row) => string
  /** Buttons or a menu at the end of a row. */
  actions?: (row: Row) => ReactNode
  selection?: Selection<Row>
}

export function DataTable<Row>({ label, columns, rows, rowKey, href, actions, selection }: Props<Row>) {
  const styles = useStyles()
  const t = useTranslations('common')
  return (
    <div className={mergeClasses(styles.card, columns.length >= MANY_COLUMNS && styles.manyColumns)}>
      <Table aria-label={label} className={styles.table}>
        <TableHeader className={styles.header}>
          <TableRow>
            {selection && (
              <TableHeaderCell className={styles.select}>
                <SelectAll {...selection} keys={rows.map(rowKey)} />
              </TableHeaderCell>
            )}
            {columns.map(({ key, title, numeric }) => (
              <TableHeaderCell key={key} className={mergeClasses(styles.headerCell, numeric && styles.numberTitle)}>
                {title}
              </TableHeaderCell>
            ))}
            {actions && (
              <TableHeaderCell className={mergeClasses(styles.headerCell, styles.actions)}>
                {t('actions')}
              </TableHeaderCell>
            )}
          </TableRow>
        </TableHeader>
        <TableBody className={styles.body}>
          {rows.map(row => (
            <BodyRow
              key={rowKey(row)}
              row={row}
              columns={columns}
              href={href?.(row)}
              actions={actions?.(row)}
              select={selection && <SelectRow row={row} rowKey={rowKey(row)} {...selection} />}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

type RowProps<Row> = {
  row: Row
  columns: Column<Row>[]
  href: string | undefined
  actions: ReactNode
  select: ReactNode
}

function BodyRow<Row>({ row, columns, href, actions, select }: RowProps<Row>) {
  const styles = useStyles()
  const t = useTranslations('common')
  const visit = useVisit()
  const follow = (event: MouseEvent) => {
    // Links, buttons and menus in the row do their own; so does selecting text.
    const onControl = event.target instanceof Element && event.target.closest('a, button, input, [role="menu"]')
    if (href && !onControl && getSelection()?.isCollapsed !== false) visit(href)
  }
  return (
    <TableRow className={mergeClasses(styles.row, href && styles.opens)} onClick={follow}>
      {select && <TableCell className={styles.select}>{select}</TableCell>}
      {columns.map(({ key, title, cell, numeric }, index) => (
        <TableCell
          key={key}
          data-column={title}
          className={mergeClasses(styles.cell, index === 0 && styles.name, numeric && styles.number)}
        >
          {index === 0 && href ? <Link href={href}>{cell(row)}</Link> : cell(row)}
        </TableCell>
      ))}
      {actions !== undefined && (
        <TableCell data-column={t('actions')} className={mergeClasses(styles.cell, styles.actions)}>
          {actions}
        </TableCell>
      )}
    </TableRow>
  )
}
